package io.github.arc2faceij.imagej2;

import io.github.arc2faceij.ij1.Dialogs;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Robot;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JSpinner;
import javax.swing.JTextField;
import javax.swing.text.JTextComponent;

/** A dialog that SciJava made of a command's inputs. */
final class Harvested {

    private final JDialog dialog;

    Harvested(JDialog dialog) {
        this.dialog = dialog;
    }

    JDialog window() {
        return dialog;
    }

    boolean isShowing() {
        return dialog.isShowing();
    }

    /** All words that are no field's: labels, headings and messages, without mark-up. */
    List<String> texts() {
        Stream<String> labels =
                Dialogs.all(dialog.getContentPane(), JLabel.class).stream().map(JLabel::getText);
        Stream<String> messages = Dialogs.all(dialog.getContentPane(), JTextComponent.class).stream()
                .filter(component -> !component.isEditable())
                .map(JTextComponent::getText);
        return Stream.concat(labels, messages)
                .filter(Objects::nonNull)
                .map(text ->
                        text.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** What a field shows. */
    Object value(String label) {
        JComponent field = field(label);
        if (field instanceof JSpinner spinner) {
            return spinner.getValue();
        }
        if (field instanceof JComboBox<?> choice) {
            return choice.getSelectedItem();
        }
        return field instanceof JCheckBox box ? box.isSelected() : ((JTextField) field).getText();
    }

    /** What a choice offers. */
    List<Object> choices(String label) {
        JComboBox<?> choice = (JComboBox<?>) field(label);
        Object[] items = new Object[choice.getItemCount()];
        Arrays.setAll(items, choice::getItemAt);
        return List.of(items);
    }

    /** Fills a field. */
    void set(String label, Object value) throws Exception {
        JComponent field = field(label);
        EventQueue.invokeAndWait(() -> {
            if (field instanceof JSpinner spinner) {
                spinner.setValue(value);
            } else if (field instanceof JComboBox<?> choice) {
                choice.setSelectedItem(value);
            } else if (field instanceof JCheckBox box) {
                if (box.isSelected() != (boolean) value) {
                    box.doClick();
                }
            } else {
                ((JTextField) field).setText((String) value);
            }
        });
        EventQueue.invokeAndWait(() -> {}); // callbacks come later
    }

    String tip(String label) {
        return label(label).getToolTipText();
    }

    void press(String button) {
        JButton found = Dialogs.all(dialog.getContentPane(), JButton.class).stream()
                .filter(candidate -> button.equals(candidate.getText()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + button));
        EventQueue.invokeLater(found::doClick);
        ImageJ2.await("end of the dialog", () -> !dialog.isShowing());
    }

    /** Presses a key in the dialog. */
    void type(int key) throws Exception {
        ImageJ2.await("focus", () -> dialog.isFocused() || grabbed());
        Robot robot = new Robot();
        robot.keyPress(key);
        robot.keyRelease(key);
        ImageJ2.await("end of the dialog", () -> !dialog.isShowing());
    }

    private boolean grabbed() {
        EventQueue.invokeLater(dialog::toFront);
        return false;
    }

    /** The field right of a label, or the one that has the label itself. */
    private JComponent field(String label) {
        List<Component> after = Stream.of(label(label).getParent().getComponents())
                .dropWhile(component -> component != label(label))
                .skip(1)
                .limit(1)
                .toList();
        JComponent panel = (JComponent) after.get(0);
        for (Class<? extends JComponent> type :
                List.of(JSpinner.class, JComboBox.class, JCheckBox.class, JTextField.class)) {
            List<? extends JComponent> fields = Dialogs.all(panel, type);
            if (!fields.isEmpty()) {
                return fields.get(0);
            }
        }
        throw new AssertionError("no field right of " + label);
    }

    private JLabel label(String text) {
        return Dialogs.all(dialog.getContentPane(), JLabel.class).stream()
                .filter(label -> text.equals(label.getText()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no label " + text + " among " + texts()));
    }
}
