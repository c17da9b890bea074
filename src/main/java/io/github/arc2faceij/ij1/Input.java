package io.github.arc2faceij.ij1;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.frame.Recorder;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.macro.CommandMetadata;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/**
 * One input of a command, as macros and dialogs see it: a text under a key. The only image of a command is the active
 * one unless a macro names another; it is neither asked for nor recorded. Commands that also do without one say so by the
 * attribute {@code image=optional}. Of several images, the first is the active one by default, and all are asked for and
 * recorded by title.
 */
final class Input {

    private final String command;
    private final ModuleItem<?> item;
    private final InputType type;
    private final boolean isFirstImage;
    private final boolean mayBeMissing;
    private final boolean asked;

    private Input(String command, ModuleInfo info, ModuleItem<?> item, int images, boolean isFirstImage) {
        this.command = command;
        this.mayBeMissing = "optional".equals(info.get("image"));
        this.item = item;
        this.type = InputType.of(item);
        this.isFirstImage = isFirstImage;
        this.asked = item.getVisibility() != ItemVisibility.INVISIBLE && !(isFirstImage && images == 1);
    }

    /**
     * @param command its name, for messages
     * @param module the command
     * @return its inputs in the order of its fields, without services and messages
     */
    static List<Input> of(String command, Module module) {
        List<ModuleItem<?>> items = CommandMetadata.keys(module.getInfo());
        List<ModuleItem<?>> images = items.stream()
                .filter(item -> InputType.of(item) == InputType.IMAGE)
                .toList();
        return items.stream()
                .map(item -> new Input(command, module.getInfo(), item, images.size(), images.indexOf(item) == 0))
                .toList();
    }

    /** @return the parameter's name in lower case, as the recorder writes it */
    String key() {
        return item.getName().toLowerCase(Locale.ROOT);
    }

    /** @return the parameter */
    ModuleItem<?> item() {
        return item;
    }

    /** @return what it takes */
    InputType type() {
        return type;
    }

    /** @return whether the active image is its default */
    boolean isFirstImage() {
        return isFirstImage;
    }

    /** @return whether it has a place in the dialog and in the recorded line */
    boolean isAsked() {
        return asked;
    }

    /**
     * @param text what a user or a macro wrote
     * @return the value; null for an empty text where the parameter is optional
     * @throws Arc2FaceException when the parameter does not allow the text
     */
    Object parse(String text) {
        Object value = type.parse(item, text);
        boolean none = text.isBlank() && !item.isRequired() && !item.getType().isPrimitive();
        if (value == null && !none) {
            throw new Arc2FaceException(
                    command + " cannot use " + key() + "=[" + text + "]: it takes " + type.allowed(item) + ".");
        }
        return value;
    }

    /**
     * @param text what a user or a macro wrote; null for the default, which is the active image for the first image
     * @param module whose input to set
     * @throws Arc2FaceException when the text is not allowed, or a needed image is missing
     */
    void fill(String text, Module module) {
        if (text != null) {
            module.setInput(item.getName(), parse(text));
        } else if (type == InputType.IMAGE) {
            module.setInput(item.getName(), defaultImage());
        }
    }

    /**
     * Writes the input into the line that the recorder will show, as Fiji writes it.
     *
     * @param module whose input
     */
    void record(Module module) {
        if (IJ.recording() && module.getInput(item.getName()) != null) {
            Recorder.recordOption(item.getName(), escape(text(module)));
        }
    }

    /**
     * @param module whose input
     * @return its value as macros and dialogs write it; empty for none
     */
    String text(Module module) {
        Object value = module.getInput(item.getName());
        return value instanceof ImagePlus image ? image.getTitle() : Objects.toString(value, "");
    }

    /**
     * @param module whose input
     * @return what a dialog starts from: the default, and for a second image one that is not the active one
     */
    String startText(Module module) {
        if (type != InputType.IMAGE || isFirstImage) {
            return text(module);
        }
        String active = Images.current().getTitle();
        return Images.titles().stream()
                .filter(title -> !title.equals(active))
                .findFirst()
                .orElse(active);
    }

    private ImagePlus defaultImage() {
        if (!isFirstImage) {
            throw new Arc2FaceException(command + " needs " + key() + "=[title]: " + type.allowed(item) + ".");
        }
        ImagePlus image = Images.current();
        if (image == null && !mayBeMissing) {
            throw new Arc2FaceException(command + " needs an image, but none is open. Open one and call it again.");
        }
        return image;
    }

    /** The recorded line is a macro's string literal. */
    private static String escape(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }
}
