package io.github.arc2faceij.ij1;

import ij.IJ;
import ij.gui.GenericDialog;
import ij.gui.NonBlockingGenericDialog;
import ij.util.Tools;
import io.github.arc2faceij.common.Arc2FaceException;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.EventQueue;
import java.awt.TextField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.options.OptionsPlugin;
import org.scijava.widget.FileWidget;
import org.scijava.widget.NumberWidget;

/**
 * A command's dialog, made from its parameters' metadata. It opens with the values of the last time and shows its
 * fields' descriptions behind the Help button. A command that previews is told of the first values and of every change,
 * and leaves the images to the user meanwhile. A value that is not allowed is told at once, and the dialog opens again.
 */
final class CommandDialog {

    private final String title;
    private final Module command;
    private final List<Input> inputs;
    private final RememberedTexts remembered;

    /**
     * @param title the command's name
     * @param command what it is
     * @param inputs what to ask for
     */
    CommandDialog(String title, Module command, List<Input> inputs) {
        this.title = title;
        this.command = command;
        this.inputs = inputs;
        this.remembered = new RememberedTexts(command.getInfo());
    }

    /**
     * @param defaults the texts to start from where none is remembered, by key
     * @return the texts that the user confirmed, by key, all allowed
     * @throws CancellationException when the user pressed Cancel; a macro that runs is aborted
     */
    Map<String, String> ask(Map<String, String> defaults) {
        // Options remember themselves.
        boolean remembers = !(command instanceof OptionsPlugin);
        Map<String, String> texts = remembers ? remembered.over(defaults, inputs) : defaults;
        while (true) {
            texts = show(texts);
            try {
                for (Input input : inputs) {
                    input.parse(texts.get(input.key()));
                }
                if (remembers) {
                    remembered.keep(texts, inputs);
                }
                return texts;
            } catch (Arc2FaceException e) {
                IJ.showMessage(title, Problems.forDialog(e.getMessage(), false));
            }
        }
    }

    private Map<String, String> show(Map<String, String> texts) {
        boolean previews = command.getInfo().canPreview();
        GenericDialog dialog = dialog(previews);
        Map<String, Supplier<String>> fields = new LinkedHashMap<>();
        for (Input input : inputs) {
            fields.put(input.key(), addField(dialog, input, texts.get(input.key())));
        }
        if (previews) {
            dialog.addDialogListener((source, event) -> preview(fields));
            preview(fields);
        }
        dialog.addHelp(HelpPage.of(title, command.getInfo(), inputs));
        dialog.showDialog();
        if (dialog.wasCanceled()) {
            if (previews) {
                command.cancel();
            }
            throw new CancellationException();
        }
        Map<String, String> answers = new LinkedHashMap<>();
        fields.forEach((key, field) -> answers.put(key, field.get()));
        return answers;
    }

    /** A preview may depend on points that the user moves on an image, which the usual dialog would keep from doing. */
    private GenericDialog dialog(boolean previews) {
        return previews && !EventQueue.isDispatchThread()
                ? new NonBlockingGenericDialog(title)
                : new GenericDialog(title);
    }

    /** Shows what the fields would give; returns true, for ImageJ to leave the OK button alone. */
    private boolean preview(Map<String, Supplier<String>> fields) {
        try {
            inputs.forEach(input -> input.fill(fields.get(input.key()).get(), command));
            command.preview();
        } catch (Arc2FaceException e) {
            // A value that is not complete yet.
        }
        return true;
    }

    /** The values are read from the components: GenericDialog's own getters would record them in another form. */
    private static Supplier<String> addField(GenericDialog dialog, Input input, String text) {
        String label = HelpPage.label(input) + ":";
        switch (input.type()) {
            case FLAG -> {
                dialog.addCheckbox(HelpPage.label(input), Boolean.parseBoolean(text));
                Checkbox box = (Checkbox) dialog.getCheckboxes().lastElement();
                return () -> Boolean.toString(box.getState());
            }
            case IMAGE, CHOICE -> {
                List<String> choices =
                        input.type() == InputType.IMAGE ? Images.titles() : InputType.choices(input.item());
                dialog.addChoice(label, choices.toArray(String[]::new), text);
                return ((Choice) dialog.getChoices().lastElement())::getSelectedItem;
            }
            case WHOLE_NUMBER, NUMBER -> {
                addNumber(dialog, label, input.item(), text);
                return ((TextField) dialog.getNumericFields().lastElement())::getText;
            }
            default -> {
                addText(dialog, label, input, text);
                return ((TextField) dialog.getStringFields().lastElement())::getText;
            }
        }
    }

    /** The texts replace GenericDialog's own, which would be rounded. */
    private static void addNumber(GenericDialog dialog, String label, ModuleItem<?> item, String text) {
        double start = Tools.parseDouble(text, 0);
        if (item.getWidgetStyle().contains(NumberWidget.SLIDER_STYLE)) {
            double minimum = ((Number) item.getMinimumValue()).doubleValue();
            double maximum = ((Number) item.getMaximumValue()).doubleValue();
            double step = item.getStepSize() == null ? 1 : item.getStepSize().doubleValue();
            dialog.addSlider(label, minimum, maximum, start, step);
        } else {
            dialog.addNumericField(label, start, 0, Math.max(6, text.length()), "");
        }
        ((TextField) dialog.getNumericFields().lastElement()).setText(text);
    }

    private static void addText(GenericDialog dialog, String label, Input input, String text) {
        if (input.type() != InputType.FILE) {
            dialog.addStringField(label, text, 20);
        } else if (input.item().getWidgetStyle().contains(FileWidget.DIRECTORY_STYLE)) {
            dialog.addDirectoryField(label, text);
        } else {
            dialog.addFileField(label, text);
        }
    }
}
