package io.github.arc2faceij.ij1;

import io.github.arc2faceij.common.Arc2FaceException;
import java.awt.Label;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/**
 * Carries what the user does in a dialog to the command, and back what the command makes of it: callbacks may change
 * other fields, initializers keep messages up to date, and a command that previews is told.
 */
final class DialogLink {

    private final Module command;
    private final List<DialogField> fields;
    private final Map<ModuleItem<?>, Label> notes;

    /**
     * @param command is given the values
     * @param fields of the dialog
     * @param notes the lines of message parameters
     */
    DialogLink(Module command, List<DialogField> fields, Map<ModuleItem<?>, Label> notes) {
        this.command = command;
        this.fields = fields;
        this.notes = notes;
    }

    /**
     * Tells the command what the dialog opens with: callbacks learn their own field's value, and change nothing.
     *
     * @param command to be told
     * @param inputs of its dialog
     * @param texts that the dialog opens with, by key
     */
    static void open(Module command, List<Input> inputs, Map<String, String> texts) {
        for (Input input : inputs) {
            if (fill(command, input, texts.get(input.key()))) {
                callback(command, input.item());
            }
        }
        inputs.forEach(input -> fill(command, input, texts.get(input.key())));
    }

    /** @param source the component that the user changed; null for the first look at all of them */
    void changed(Object source) {
        fields.forEach(field -> fill(command, field.input(), field.text()));
        fields.stream()
                .filter(field -> source != null && field.components().contains(source))
                .forEach(this::callback);
        notes.forEach((item, label) -> {
            initialize(command, item);
            label.setText(text(command, item));
        });
        if (command.getInfo().canPreview()) {
            command.preview();
        }
    }

    /** @param texts to be shown in the fields, by key */
    void show(Map<String, String> texts) {
        fields.forEach(field -> field.show(texts.get(field.input().key())));
        open(command, fields.stream().map(DialogField::input).toList(), texts);
        changed(null);
    }

    /** @return the fields' texts by key */
    Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        fields.forEach(field -> texts.put(field.input().key(), field.text()));
        return texts;
    }

    /**
     * @param command with the message
     * @param item a message parameter
     * @return what it says
     */
    static String text(Module command, ModuleItem<?> item) {
        return Objects.toString(item.getValue(command), "");
    }

    /**
     * @param command with the message
     * @param item a message parameter, which is brought up to date
     */
    static void initialize(Module command, ModuleItem<?> item) {
        try {
            item.initialize(command);
        } catch (MethodCallException e) {
            throw new IllegalStateException("the initializer of " + item.getName() + " failed", e);
        }
    }

    /** Only what the callback changed is shown: the user's own way of writing numbers stays. */
    private void callback(DialogField changed) {
        Map<DialogField, String> before = new HashMap<>();
        fields.forEach(field -> before.put(field, field.input().text(command)));
        callback(command, changed.input().item());
        before.forEach((field, text) -> {
            if (!field.input().text(command).equals(text)) {
                field.show(field.input().text(command));
            }
        });
    }

    private static void callback(Module command, ModuleItem<?> item) {
        try {
            item.callback(command);
        } catch (MethodCallException e) {
            throw new IllegalStateException("the callback of " + item.getName() + " failed", e);
        }
    }

    /** A value that is not complete yet is left as it was. */
    private static boolean fill(Module command, Input input, String text) {
        try {
            input.fill(text, command);
            return true;
        } catch (Arc2FaceException e) {
            return false;
        }
    }
}
