package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.ConditionKind;
import io.github.arc2faceij.condition.Sources;
import io.github.arc2faceij.condition.lora.LcmLora;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.request.ConditionKinds;
import io.github.arc2faceij.request.GenerationRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Turns what a recipe says of conditions back into those that were asked for. The recipe names LoRAs by their files' names,
 * and holds the numbers of an expression; the model's own adapters are those of the model at hand.
 *
 * @param arc2face the model
 * @param places where the recipe's faces and files are
 * @param sampling of the pictures to make
 * @param progress told of faces
 */
public record RecipeConditions(Arc2Face arc2face, RecipeSources places, Sampling sampling, Progress progress)
        implements Sources {

    /**
     * @param recipe what to run again
     * @param plain a request without conditions
     * @return the request with the recipe's
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file or a face is missing, or a number cannot be used
     */
    public GenerationRequest of(Recipe recipe, GenerationRequest plain) {
        List<Condition> conditions = new ArrayList<>();
        ConditionKinds.ALL.forEach(kind -> conditions.addAll(read(kind, recipe)));
        GenerationRequest request = plain.withConditions(conditions);
        return recipe.parts(LcmLora.KIND).isEmpty() ? request.ofDistilledModel() : request;
    }

    private <P extends Record> List<Condition> read(ConditionKind<P> kind, Recipe recipe) {
        return recipe.parts(kind).stream()
                .flatMap(part -> kind.reader().read(part, this).stream())
                .toList();
    }

    /**
     * @param recipe any
     * @return what its conditions have from images and files of the user's
     */
    static List<String> names(Recipe recipe) {
        return ConditionKinds.ALL.stream().flatMap(kind -> names(kind, recipe)).toList();
    }

    private static <P extends Record> Stream<String> names(ConditionKind<P> kind, Recipe recipe) {
        return recipe.parts(kind).stream().flatMap(part -> kind.sources().apply(part).stream());
    }

    @Override
    public Path file(String name) {
        Path file = SavePath.full(places.place(name).text());
        if (!Files.isRegularFile(file)) {
            throw new Arc2FaceException("There is no file \"" + file + "\". Give the full path of " + name + ".");
        }
        return file;
    }

    @Override
    public Shown shown(String source) {
        return ShownImage.find(arc2face, places.place(source).text(), false, progress)
                .get(0);
    }

    @Override
    public Person person(String source) {
        OtherIdentity found = OtherIdentity.find(arc2face, places.place(source).text(), progress)
                .get(0);
        return new Person(found.identity(), found.source());
    }

    @Override
    public AlignedFace face(String source) {
        ReferenceFace face = ReferenceFace.find(arc2face, places.place(source).text(), progress);
        return new AlignedFace(face.aligned(sampling, progress), face.source());
    }
}
