package io.github.arc2faceij.ij1;

import java.awt.BasicStroke;
import java.awt.Component;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Window;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;

/** A heading in a dialog that hides what belongs to it and shows it again: by a click, or by the space bar. */
final class FoldingHeading extends Component {

    private static final int GAP = 4;

    private final String text;
    private final Window dialog;
    private final List<Component> folded = new ArrayList<>();
    private boolean open = true;

    /**
     * @param text in the dialog's font, bold
     * @param dialog fitted to what it shows
     */
    FoldingHeading(String text, Window dialog) {
        this.text = text;
        this.dialog = dialog;
        setFocusable(true);
        setCursor(Cursor.getPredefinedCursor(Cursor.HAND_CURSOR));
        addMouseListener(new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent event) {
                toggle();
            }
        });
        addKeyListener(new KeyAdapter() {
            @Override
            public void keyPressed(KeyEvent event) {
                if (event.getKeyCode() == KeyEvent.VK_SPACE) {
                    toggle();
                }
            }
        });
        addFocusListener(new FocusAdapter() {
            @Override
            public void focusGained(FocusEvent event) {
                repaint();
            }

            @Override
            public void focusLost(FocusEvent event) {
                repaint();
            }
        });
    }

    /** @param component that this heading shows and hides from now on */
    void add(Component component) {
        folded.add(component);
        component.setVisible(open);
    }

    /** @return the heading's text */
    String text() {
        return text;
    }

    /** @return whether what belongs to it is to be seen */
    boolean isOpen() {
        return open;
    }

    /** @param shown whether what belongs to it is to be seen */
    void setOpen(boolean shown) {
        open = shown;
        folded.forEach(component -> component.setVisible(shown));
        repaint();
    }

    private void toggle() {
        setOpen(!open);
        dialog.pack();
        Rectangle screen = dialog.getGraphicsConfiguration().getBounds();
        int lowest = Math.max(screen.y, screen.y + screen.height - dialog.getHeight());
        dialog.setLocation(dialog.getX(), Math.min(dialog.getY(), lowest));
    }

    @Override
    public Dimension getPreferredSize() {
        FontMetrics metrics = getFontMetrics(getFont());
        int height = metrics.getHeight() + 2;
        return new Dimension(height + GAP + metrics.stringWidth(text) + GAP, height);
    }

    @Override
    public Dimension getMinimumSize() {
        return getPreferredSize();
    }

    /** A triangle that points down to what is shown, or to the right; while it has the keyboard, a line below the text. */
    @Override
    public void paint(Graphics graphics) {
        Graphics2D canvas = (Graphics2D) graphics;
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        FontMetrics metrics = getFontMetrics(getFont());
        canvas.setFont(getFont());
        canvas.setColor(getForeground());
        int size = metrics.getAscent() * 2 / 3;
        int middle = getHeight() / 2;
        int left = 2;
        int half = size / 2;
        if (open) {
            canvas.fillPolygon(
                    new int[] {left, left + size, left + half},
                    new int[] {middle - half / 2, middle - half / 2, middle + half},
                    3);
        } else {
            canvas.fillPolygon(
                    new int[] {left, left + half + half / 2, left},
                    new int[] {middle - half, middle, middle + half},
                    3);
        }
        int start = getHeight() + GAP;
        int baseline = metrics.getAscent() + 1;
        canvas.drawString(text, start, baseline);
        if (isFocusOwner()) {
            canvas.setStroke(new BasicStroke(1));
            canvas.drawLine(start, baseline + 2, start + metrics.stringWidth(text), baseline + 2);
        }
    }
}
