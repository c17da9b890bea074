package io.github.arc2faceij.ij1;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GUI;
import ij.gui.GenericDialog;
import ij.gui.NonBlockingGenericDialog;
import io.github.arc2faceij.common.Arc2FaceException;
import java.awt.EventQueue;
import java.awt.Label;
import java.awt.Rectangle;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.scijava.ItemVisibility;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.options.OptionsPlugin;

/**
 * A command's dialog, made from its parameters' metadata. It opens with the values of the last time and shows its
 * fields' descriptions as tool tips and behind the Help button. A parameter's callback may change other fields; message
 * parameters are headings of a {@link DialogSection} where their style says so, and otherwise lines at the bottom, which
 * their initializer keeps up to date. A command that previews is told of the first values and of every change, and leaves the images to the user
 * meanwhile. A value that is not allowed is told at once, and the dialog opens again.
 */
final class CommandDialog {

    private final String title;
    private final Module command;
    private final List<Input> inputs;
    private final RememberedTexts remembered;

    /**
     * Asks the user for a command's inputs, and fills them in.
     *
     * @param title the command's name
     * @param command whose initializers were called
     * @param inputs what it lacks; the active image is taken without asking
     * @throws Arc2FaceException when there is no image; this is told before anything is asked
     * @throws CancellationException when the user pressed Cancel; a macro that runs is aborted
     */
    static void fill(String title, Module command, List<Input> inputs) {
        inputs.stream().filter(Input::isFirstImage).forEach(input -> input.fill(null, command));
        List<Input> asked = inputs.stream().filter(Input::isAsked).toList();
        Map<String, String> defaults = new HashMap<>();
        asked.forEach(input -> defaults.put(input.key(), input.startText(command)));
        Map<String, String> texts = new CommandDialog(title, command, asked).ask(defaults);
        asked.forEach(input -> input.fill(texts.get(input.key()), command));
    }

    private CommandDialog(String title, Module command, List<Input> inputs) {
        this.title = title;
        this.command = command;
        this.inputs = inputs;
        this.remembered = new RememberedTexts(command.getInfo());
    }

    /** Returns the texts that the user confirmed, by key, all allowed; starts from those that are remembered. */
    private Map<String, String> ask(Map<String, String> defaults) {
        // Options remember themselves.
        boolean remembers = !(command instanceof OptionsPlugin);
        Map<String, String> texts = remembers ? remembered.over(defaults, inputs) : defaults;
        while (true) {
            texts = show(texts, defaults);
            try {
                for (Input input : inputs) {
                    input.parse(texts.get(input.key()));
                }
                if (remembers) {
                    remembered.keep(texts, inputs);
                }
                return texts;
            } catch (Arc2FaceException e) {
                IJ.showMessage(title, CallFailures.forDialog(e.getMessage(), false));
            }
        }
    }

    private Map<String, String> show(Map<String, String> texts, Map<String, String> defaults) {
        GenericDialog dialog = dialog();
        DialogLink link = fill(dialog, texts, defaults);
        dialog.addDialogListener((source, event) -> {
            link.changed(event == null ? null : event.getSource());
            return true; // the OK button is left alone: values are checked after it
        });
        dialog.addButton("Restore Defaults", event -> link.show(defaults));
        dialog.addHelp(HelpPage.of(title, command.getInfo(), inputs));
        if (command.getInfo().canPreview()) {
            command.preview();
            putBesideImage(dialog);
        }
        dialog.showDialog();
        if (dialog.wasCanceled()) {
            command.cancel();
            throw new CancellationException();
        }
        return link.texts();
    }

    /** A preview may depend on points that the user moves on an image, which the usual dialog would keep from doing. */
    private GenericDialog dialog() {
        return command.getInfo().canPreview() && !EventQueue.isDispatchThread()
                ? new NonBlockingGenericDialog(title)
                : new GenericDialog(title);
    }

    /** What is previewed on the image is to be seen; where there is no room beside it, ImageJ centres the dialog. */
    private static void putBesideImage(GenericDialog dialog) {
        ImagePlus image = Images.current();
        if (image == null || image.getWindow() == null) {
            return;
        }
        dialog.pack();
        Rectangle window = image.getWindow().getBounds();
        Rectangle screen = GUI.getMaxWindowBounds(image.getWindow());
        int right = window.x + window.width;
        if (right + dialog.getWidth() <= screen.x + screen.width) {
            dialog.setLocation(right, window.y);
        } else if (window.x - dialog.getWidth() >= screen.x) {
            dialog.setLocation(window.x - dialog.getWidth(), window.y);
        }
    }

    private DialogLink fill(GenericDialog dialog, Map<String, String> texts, Map<String, String> defaults) {
        DialogLink.open(command, inputs, texts);
        DialogLayout layout = new DialogLayout(dialog, inputs.size());
        for (DialogSection section : DialogSection.of(command, inputs)) {
            boolean open = section.inputs().stream().map(Input::key).anyMatch(key -> !texts.get(key)
                    .equals(defaults.get(key)));
            layout.section(section, texts, open);
        }
        Map<ModuleItem<?>, Label> notes = new LinkedHashMap<>();
        for (ModuleItem<?> item : command.getInfo().inputs()) {
            if (item.getVisibility() == ItemVisibility.MESSAGE && !DialogSection.isHeading(item)) {
                DialogLink.initialize(command, item);
                notes.put(item, layout.note(DialogLink.text(command, item)));
            }
        }
        return new DialogLink(command, layout.fields(), notes);
    }
}
