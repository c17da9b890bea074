package io.github.arc2faceij.commands;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

/** Which command a batch runs on each image, and with which keys. */
final class BatchKeys {

    /** A key and its value, in brackets when it has blanks. */
    private static final Pattern OPTION = Pattern.compile("\\s*([a-z]+)=(?:\\[([^\\[\\]]*)]|([^\\s\\[\\]]*))(?=\\s|$)");

    private BatchKeys() {}

    /**
     * @param context of the batch
     * @param batch whose own keys are taken over
     * @param options keys of a pose or a mixture, as the recorder writes them; empty for none
     * @return the command that has all these keys
     * @throws Arc2FaceException when no command has them, or one does not take its value
     */
    static GeneratingKeys of(Context context, Batch batch, String options) {
        CommandInfo info = context.service(CommandService.class).getCommand(Batch.class);
        Map<String, String> texts = parse(options == null ? "" : options);
        if (texts.containsKey("people")) {
            throw new Arc2FaceException(
                    "A batch makes pictures of the people in its input folder. Leave people out of the"
                            + " options, and put the .npy file into that folder.");
        }
        texts.keySet().stream()
                .filter(key -> info.getInput(key) != null)
                .findFirst()
                .ifPresent(key -> {
                    throw new Arc2FaceException("Give " + key + " as its own key, not inside options.");
                });
        GeneratingKeys keys = Stream.of(GenerateFaces.class, GenerateFacesInPose.class, MixIdentities.class)
                .map(command -> new GeneratingKeys(context, command))
                .filter(candidate -> texts.keySet().stream().allMatch(candidate::has))
                .findFirst()
                .orElseThrow(() -> unknown(context, texts));
        Module own = info.createModule(batch);
        keys.names().stream()
                .filter(key -> info.getInput(key) != null)
                .forEach(key -> keys.set(key, own.getInput(key)));
        texts.forEach(keys::setText);
        return keys;
    }

    private static Map<String, String> parse(String options) {
        Map<String, String> texts = new LinkedHashMap<>();
        Matcher option = OPTION.matcher(options.stripTrailing());
        int end = 0;
        while (end < option.regionEnd()) {
            if (!option.find(end) || option.start() != end) {
                throw new Arc2FaceException("The options cannot be read from \""
                        + options.substring(end).strip()
                        + "\" on. Give keys as the recorder writes them: pose=Angles yaw=30 frames=3.");
            }
            texts.put(option.group(1), option.group(2) == null ? option.group(3) : option.group(2));
            end = option.end();
        }
        return texts;
    }

    private static Arc2FaceException unknown(Context context, Map<String, String> texts) {
        return new Arc2FaceException(
                "No command has all the keys " + texts.keySet() + ". Generate Faces in Pose... has "
                        + own(context, GenerateFacesInPose.class) + ", Mix Identities... has "
                        + own(context, MixIdentities.class) + ".");
    }

    private static List<String> own(Context context, Class<? extends GeneratingCommand> command) {
        GeneratingKeys plain = new GeneratingKeys(context, GenerateFaces.class);
        return new GeneratingKeys(context, command)
                .names().stream().filter(key -> !plain.has(key)).toList();
    }
}
