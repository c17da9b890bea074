package io.github.arc2faceij.ij1;

import ij.gui.GenericDialog;
import ij.util.Tools;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Label;
import java.awt.Panel;
import java.awt.Scrollbar;
import java.awt.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Vector;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.scijava.module.ModuleItem;
import org.scijava.widget.FileWidget;
import org.scijava.widget.NumberWidget;

/**
 * Lays a command's fields out in ImageJ's own dialog, under headings. Dialogs with many fields have two columns, that
 * they fit on a small laptop's screen. A field's description is its tool tip.
 */
final class DialogLayout {

    private static final int MOST_IN_ONE_COLUMN = 7;
    private static final int TEXT_COLUMNS = 20;
    private static final int TEXT_COLUMNS_BESIDE = 18;
    private static final int NUMBER_COLUMNS = 6;

    /** Pixels between the columns. */
    private static final int GAP = 12;

    private final GenericDialog dialog;
    private final boolean twoColumns;
    private final List<DialogField> fields = new ArrayList<>();

    /** Whether the last field stands alone in its row, on the left. */
    private boolean roomBeside;

    /**
     * @param dialog empty
     * @param count of the fields that will be added
     */
    DialogLayout(GenericDialog dialog, int count) {
        this.dialog = dialog;
        twoColumns = count > MOST_IN_ONE_COLUMN;
    }

    /** @return the fields so far, in their order */
    List<DialogField> fields() {
        return fields;
    }

    /**
     * @param section to be added
     * @param texts to start from, by key
     * @param open whether a section that can be folded is to be seen at first
     */
    void section(DialogSection section, Map<String, String> texts, boolean open) {
        roomBeside = false;
        Font font = Objects.requireNonNullElseGet(dialog.getFont(), () -> new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                .deriveFont(Font.BOLD);
        int above = fields.isEmpty() ? 0 : 10;
        if (section.style() != DialogSection.Style.FOLDED) {
            if (!section.heading().isEmpty()) {
                dialog.setInsets(above, 0, 2);
                dialog.addMessage(section.heading(), font);
            }
            section.inputs().forEach(input -> field(input, texts.get(input.key())));
            return;
        }
        FoldingHeading heading = new FoldingHeading(section.heading(), dialog);
        heading.setFont(font);
        Panel row = new Panel(new FlowLayout(FlowLayout.LEFT, 0, 0));
        row.add(heading);
        dialog.addPanel(row, GridBagConstraints.WEST, new Insets(above, 0, 2, 0));
        int first = dialog.getComponentCount();
        section.inputs().forEach(input -> field(input, texts.get(input.key())));
        Stream.of(dialog.getComponents()).skip(first).forEach(heading::add);
        heading.setOpen(open);
    }

    /**
     * @param text a line below the fields so far
     * @return the line, as wide as the dialog
     */
    Label note(String text) {
        dialog.setInsets(8, 0, 0);
        dialog.addMessage(text);
        roomBeside = false;
        return (Label) dialog.getMessage();
    }

    /**
     * @param input what to ask for
     * @param text to start from
     */
    void field(Input input, String text) {
        boolean wide = browses(input);
        boolean beside = twoColumns && roomBeside && !wide;
        if (beside) {
            dialog.addToSameRow();
        }
        DialogField field = add(input, text, beside);
        if (beside) {
            constrain(dialog, field.components().get(0), constraints -> constraints.insets.left = GAP);
        }
        fields.add(field);
        roomBeside = !beside && !wide;
        String description = input.item().getDescription();
        if (description != null && !description.isBlank()) {
            ToolTip.add(dialog, description, field.components().toArray(Component[]::new));
        }
    }

    /** The values are read from the components: GenericDialog's own getters would record them in another form. */
    private DialogField add(Input input, String text, boolean beside) {
        String label = HelpPage.label(input) + ":";
        return switch (input.type()) {
            case FLAG -> checkbox(input, text, beside);
            case IMAGE, CHOICE -> choice(input, label, text);
            case WHOLE_NUMBER, NUMBER -> number(input, label, text);
            default -> text(input, label, text);
        };
    }

    private DialogField checkbox(Input input, String text, boolean beside) {
        if (!beside) {
            dialog.setInsets(2, 20, 2);
        }
        dialog.addCheckbox(HelpPage.label(input), Boolean.parseBoolean(text));
        Checkbox box = last(dialog.getCheckboxes(), Checkbox.class);
        return new DialogField(
                input,
                List.of(box),
                () -> Boolean.toString(box.getState()),
                state -> box.setState(Boolean.parseBoolean(state)));
    }

    private DialogField choice(Input input, String label, String text) {
        List<String> choices = input.type() == InputType.IMAGE ? Images.titles() : InputType.choices(input.item());
        dialog.addChoice(label, choices.toArray(String[]::new), text);
        Choice choice = last(dialog.getChoices(), Choice.class);
        return new DialogField(input, List.of(dialog.getLabel(), choice), choice::getSelectedItem, choice::select);
    }

    /** The texts replace GenericDialog's own, which would be rounded. */
    private DialogField number(Input input, String label, String text) {
        ModuleItem<?> item = input.item();
        double start = Tools.parseDouble(text, 0);
        boolean slides = isStyle(input, NumberWidget.SLIDER_STYLE);
        if (slides) {
            double step = item.getStepSize() == null ? 1 : item.getStepSize().doubleValue();
            dialog.addSlider(label, bound(item.getMinimumValue()), bound(item.getMaximumValue()), start, step);
        } else {
            dialog.addNumericField(label, start, 0, Math.max(NUMBER_COLUMNS, text.length()), "");
        }
        TextField field = last(dialog.getNumericFields(), TextField.class);
        List<Component> components = new ArrayList<>(List.of(dialog.getLabel(), field));
        if (slides) {
            components.add(last(dialog.getSliders(), Scrollbar.class));
            constrain(
                    field.getParent(),
                    field,
                    constraints -> constraints.insets.top = 0); // GenericDialog puts it a little lower
        }
        field.setText(text);
        return new DialogField(input, components, field::getText, field::setText);
    }

    private static void constrain(Container container, Component component, Consumer<GridBagConstraints> change) {
        GridBagLayout grid = (GridBagLayout) container.getLayout();
        GridBagConstraints constraints = grid.getConstraints(component);
        change.accept(constraints);
        grid.setConstraints(component, constraints);
    }

    private static double bound(Object bound) {
        return ((Number) bound).doubleValue();
    }

    /** A path, which may be a text so that an empty one does not open a second dialog in a macro, has a button Browse. */
    private static boolean browses(Input input) {
        return input.type() == InputType.FILE
                || isStyle(input, FileWidget.DIRECTORY_STYLE)
                || isStyle(input, FileWidget.OPEN_STYLE);
    }

    private static boolean isStyle(Input input, String style) {
        return input.item().getWidgetStyle().contains(style);
    }

    private DialogField text(Input input, String label, String text) {
        boolean browses = browses(input);
        if (!browses) {
            dialog.addStringField(label, text, twoColumns ? TEXT_COLUMNS_BESIDE : TEXT_COLUMNS);
        } else if (isStyle(input, FileWidget.DIRECTORY_STYLE)) {
            dialog.addDirectoryField(label, text);
        } else {
            dialog.addFileField(label, text);
        }
        TextField field = last(dialog.getStringFields(), TextField.class);
        if (!browses && twoColumns) {
            constrain(dialog, field, constraints -> constraints.gridwidth = 1); // not all of the row
        }
        return new DialogField(input, List.of(dialog.getLabel(), field), field::getText, field::setText);
    }

    /** GenericDialog knows its components in vectors without types. */
    private static <T> T last(Vector<?> components, Class<T> type) {
        return type.cast(components.lastElement());
    }
}
