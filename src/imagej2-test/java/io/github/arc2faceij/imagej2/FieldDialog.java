package io.github.arc2faceij.imagej2;

import ij.gui.GenericDialog;
import io.github.arc2faceij.ij1.Dialogs;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Label;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.event.ItemEvent;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A command's dialog in ImageJ2. */
final class FieldDialog {

    private final GenericDialog dialog;

    FieldDialog(GenericDialog dialog) {
        this.dialog = dialog;
    }

    GenericDialog window() {
        return dialog;
    }

    boolean isShowing() {
        return dialog.isShowing();
    }

    /** Labels and lines. */
    List<String> texts() {
        return Dialogs.all(dialog, Label.class).stream()
                .map(label -> label.getText().replaceAll(":\\s*$", "").strip())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    boolean hasText(String text) {
        return texts().stream().anyMatch(line -> line.contains(text));
    }

    /** What a field shows, as a text. */
    String value(String label) {
        Component field = field(label);
        if (field instanceof Choice choice) {
            return choice.getSelectedItem();
        }
        return field instanceof Checkbox box ? Boolean.toString(box.getState()) : ((TextField) field).getText();
    }

    /** What a choice offers. */
    List<String> choices(String label) {
        Choice choice = (Choice) field(label);
        return IntStream.range(0, choice.getItemCount())
                .mapToObj(choice::getItem)
                .toList();
    }

    /** Fills a field. */
    void set(String label, String value) throws Exception {
        Component field = field(label);
        EventQueue.invokeAndWait(() -> {
            if (field instanceof Choice choice) {
                choice.select(value);
                dialog.itemStateChanged(new ItemEvent(choice, ItemEvent.ITEM_STATE_CHANGED, value, ItemEvent.SELECTED));
            } else if (field instanceof Checkbox box) {
                box.setState(Boolean.parseBoolean(value));
                dialog.itemStateChanged(new ItemEvent(box, ItemEvent.ITEM_STATE_CHANGED, label, ItemEvent.SELECTED));
            } else {
                ((TextField) field).setText(value);
            }
        });
        EventQueue.invokeAndWait(() -> {}); // what follows comes later
    }

    /** Presses a button that ends the dialog. */
    void press(String button) {
        Dialogs.press(dialog, button);
        ImageJ2.await("end of the dialog", () -> !dialog.isShowing());
    }

    /** Presses a key in the dialog. */
    void type(int key) throws Exception {
        ImageJ2.await("focus", () -> {
            EventQueue.invokeLater(dialog::toFront);
            return dialog.isFocused();
        });
        Robot robot = new Robot();
        robot.keyPress(key);
        robot.keyRelease(key);
        ImageJ2.await("end of the dialog", () -> !dialog.isShowing());
    }

    /** The box of that name, or the field that follows the label. */
    private Component field(String label) {
        for (Checkbox box : Dialogs.all(dialog, Checkbox.class)) {
            if (box.getLabel().equals(label)) {
                return box;
            }
        }
        return Stream.of(dialog.getComponents())
                .dropWhile(component -> !isLabel(component, label))
                .skip(1)
                .flatMap(FieldDialog::fields)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no field " + label + " among " + texts()));
    }

    private static boolean isLabel(Component component, String text) {
        return component instanceof Label label
                && label.getText().replaceAll(":\\s*$", "").strip().equals(text);
    }

    private static Stream<Component> fields(Component component) {
        if (component instanceof Container container) {
            return Stream.of(container.getComponents()).flatMap(FieldDialog::fields);
        }
        return component instanceof Choice || component instanceof TextField ? Stream.of(component) : Stream.empty();
    }
}
