package io.github.arc2faceij.ij1;

import ij.gui.MultiLineLabel;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Panel;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.Timer;

/** Explains a field of a dialog in a small window while the mouse rests on it; AWT itself has no tool tips. */
final class ToolTip extends MouseAdapter {

    private static final int DELAY_MILLIS = 600;
    private static final int GAP = 4;
    private static final Color PAPER = new Color(255, 255, 225);

    private final Window dialog;
    private final String text;
    private final Timer timer;
    private Rectangle pointed;
    private Window shown;

    private ToolTip(Window dialog, String text) {
        this.dialog = dialog;
        this.text = CallFailures.forDialog(text, false);
        timer = new Timer(DELAY_MILLIS, event -> show());
        timer.setRepeats(false);
    }

    /**
     * @param dialog with the components; when it is closed, so is the explanation
     * @param text a sentence or some
     * @param components where the mouse may rest
     */
    static void add(Window dialog, String text, Component... components) {
        ToolTip tip = new ToolTip(dialog, text);
        for (Component component : components) {
            component.addMouseListener(tip);
        }
    }

    @Override
    public void mouseEntered(MouseEvent event) {
        // Without a window manager, AWT knows where the mouse is on the screen, but not where the component is.
        Component component = event.getComponent();
        pointed = new Rectangle(
                event.getXOnScreen() - event.getX(),
                event.getYOnScreen() - event.getY(),
                component.getWidth(),
                component.getHeight());
        timer.restart();
    }

    @Override
    public void mouseExited(MouseEvent event) {
        hide();
    }

    @Override
    public void mousePressed(MouseEvent event) {
        hide();
    }

    private void show() {
        if (!dialog.isShowing()) {
            return;
        }
        shown = new Window(dialog);
        shown.setType(Window.Type.POPUP);
        shown.setFocusableWindowState(false);
        shown.setBackground(Color.GRAY); // seen as a thin frame
        shown.setLayout(new BorderLayout(1, 1));
        for (String side :
                new String[] {BorderLayout.NORTH, BorderLayout.SOUTH, BorderLayout.WEST, BorderLayout.EAST}) {
            shown.add(new Panel(null), side);
        }
        shown.add(paper());
        shown.pack();
        shown.setLocation(place());
        shown.setVisible(true);
    }

    private Panel paper() {
        Panel paper = new Panel();
        paper.setBackground(PAPER);
        paper.setForeground(Color.BLACK);
        paper.add(new MultiLineLabel(text));
        return paper;
    }

    /** Below the component, or above it where the screen ends. */
    private Point place() {
        Rectangle screen = dialog.getGraphicsConfiguration().getBounds();
        int below = pointed.y + pointed.height + GAP;
        boolean fits = below + shown.getHeight() <= screen.y + screen.height;
        int right = screen.x + screen.width - shown.getWidth();
        return new Point(
                Math.max(screen.x, Math.min(pointed.x, right)), fits ? below : pointed.y - shown.getHeight() - GAP);
    }

    private void hide() {
        timer.stop();
        if (shown != null) {
            shown.dispose();
            shown = null;
        }
    }
}
