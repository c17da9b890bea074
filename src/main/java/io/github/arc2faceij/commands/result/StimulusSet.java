package io.github.arc2faceij.commands.result;

import ij.ImagePlus;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.image.file.PictureFiles;
import io.github.arc2faceij.image.file.PictureFormat;
import io.github.arc2faceij.recipe.Derivation;
import io.github.arc2faceij.stimulus.LatinSquare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Pictures for an experiment in a folder of their own: PNG files, the table stimuli.csv with a row for each, a contact
 * sheet, and, if wanted, the order of the pictures for each participant.
 */
public final class StimulusSet {

    private static final List<String> ORDER = List.of("participant", "block", "order");

    private final Path folder;
    private final boolean counterbalanced;
    private final List<Stimulus> stimuli = new ArrayList<>();
    private final List<Optional<String>> recipes = new ArrayList<>();
    private int stacks;
    private final ContactSheet sheet = new ContactSheet();
    private int frames = 1;

    private StimulusSet(Path folder, boolean counterbalanced) {
        this.folder = folder;
        this.counterbalanced = counterbalanced;
    }

    /**
     * @param text full path of an empty folder, or empty for no set
     * @param counterbalanced whether orders are written as well
     * @return a set without pictures
     * @throws Arc2FaceException when there is no such folder, or something is in it
     */
    public static Optional<StimulusSet> in(String text, boolean counterbalanced) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        Path folder = SavePath.existingFolder(text);
        try (Stream<Path> files = Files.list(folder)) {
            files.findFirst().ifPresent(first -> {
                throw new Arc2FaceException("The folder \"" + folder + "\" of the stimulus set is not empty (\""
                        + first.getFileName() + "\"), so two sets could be mixed up. Choose an empty one.");
            });
        } catch (IOException e) {
            throw new Arc2FaceException(
                    "Cannot read the folder \"" + folder + "\" (" + e.getMessage() + "). Check that you may read it.",
                    e);
        }
        return Optional.of(new StimulusSet(folder, counterbalanced));
    }

    /**
     * Saves pictures as PNG.
     *
     * @param stack all frames of the first seed, then all of the next one, with their recipe
     * @param asked what each frame was asked to show
     * @param faces what is measured on each picture
     * @param progress asked whether to stop
     */
    public void add(ImagePlus stack, List<StimulusFrame> asked, List<Optional<PictureFace>> faces, Progress progress) {
        frames = asked.size();
        stacks++;
        ImagePlus named = new ImagePlus("person-" + stacks, stack.getStack());
        named.setProperty("Info", stack.getInfoProperty());
        named.setProp("Slice_Label", stack.getStack().getSliceLabel(1)); // ImageJ looks for a single slice's label here
        List<Path> files = PictureFiles.of(named).save(folder, PictureFormat.PNG, false, progress.part(1, 1));
        for (int i = 0; i < files.size(); i++) {
            String file = files.get(i).getFileName().toString();
            stimuli.add(new Stimulus(file, asked.get(i % frames), i / frames, faces.get(i)));
            recipes.add(Optional.of(stack.getInfoProperty()));
            sheet.add(stack.getStack().getProcessor(i + 1), file);
        }
    }

    /**
     * Writes the contact sheet, the orders and the table.
     *
     * @return the table, shown nowhere yet
     */
    public StimulusTable write() {
        List<String> files = stimuli.stream().map(Stimulus::file).toList();
        PictureFiles.writeSheet(folder, sheet.image(frames), Derivation.of("Contact sheet", null, files, recipes));
        if (counterbalanced) {
            writeOrders();
        }
        StimulusTable table = new StimulusTable(Stimulus.COLUMNS);
        stimuli.forEach(stimulus -> table.add(stimulus.cells(condition(stimulus))));
        table.write(folder.resolve("stimuli.csv"));
        return table;
    }

    /** A block has one picture of each condition; a participant begins each block one row further down the square. */
    private void writeOrders() {
        List<String> conditions =
                stimuli.stream().map(this::condition).distinct().toList();
        int[][] square = LatinSquare.of(conditions.size());
        int blocks = stimuli.size() / conditions.size();
        for (int participant = 0; participant < square.length; participant++) {
            StimulusTable table = new StimulusTable(
                    Stream.concat(ORDER.stream(), Stimulus.COLUMNS.stream()).toList());
            for (int block = 0; block < blocks; block++) {
                int[] order = square[(participant + block) % square.length];
                for (int place = 0; place < order.length; place++) {
                    String condition = conditions.get(order[place]);
                    List<Object> cells = new ArrayList<>(List.of(participant + 1, block + 1, place + 1));
                    cells.addAll(picture(condition, block).cells(condition));
                    table.add(cells);
                }
            }
            table.write(folder.resolve("participant-" + (participant + 1) + ".csv"));
        }
    }

    private Stimulus picture(String condition, int number) {
        return stimuli.stream()
                .filter(stimulus -> condition(stimulus).equals(condition))
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    /** What tells pictures apart besides their noise: the frame, the person, or both. */
    private String condition(Stimulus stimulus) {
        boolean onePerson = stimuli.stream().map(Stimulus::identity).distinct().count() == 1;
        String label = stimulus.frame().label();
        return label.isEmpty() ? stimulus.identity() : onePerson ? label : stimulus.identity() + ", " + label;
    }
}
