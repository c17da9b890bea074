package io.github.arc2faceij.commands;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.ReferenceFace;
import io.github.arc2faceij.commands.keys.SavePath;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.diffusion.network.Expression;
import io.github.arc2faceij.recipe.AdapterPart;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.request.Adapters;
import io.github.arc2faceij.request.AppearanceRequest;
import io.github.arc2faceij.request.ExpressionRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the adapters of a recipe back into those that were asked for. The recipe names LoRAs by their files' names, and
 * holds the numbers of an expression; the model's own adapters are those of the model at hand.
 *
 * @param recipe what to run again
 * @param sources where its faces and files are
 */
record RecipeAdapters(Recipe recipe, RecipeSources sources) {

    /**
     * @param arc2face the model
     * @param sampling of the pictures to make
     * @param progress told of faces
     * @return the adapters
     * @throws Arc2FaceException when a file or a face is missing, or a number cannot be used
     */
    Adapters find(Arc2Face arc2face, Sampling sampling, Progress progress) {
        AdapterPart part = Optional.ofNullable(recipe.adapters()).orElse(new AdapterPart(null, null, null, null));
        Adapters adapters = part.lcm() == null ? Adapters.NONE.forDistilledModel() : Adapters.NONE;
        for (AdapterPart.LoraPart lora : loras(part)) {
            adapters = adapters.withLora(new Lora(file(lora), lora.scale()));
        }
        if (part.expression() != null) {
            adapters = adapters.withExpression(expression(part.expression()));
        }
        if (part.appearance() != null) {
            String place = sources.place(part.appearance().source()).text();
            ReferenceFace face = ReferenceFace.find(arc2face, place, progress);
            adapters = adapters.withAppearance(new AppearanceRequest(
                    face.aligned(sampling, progress), part.appearance().influence(), face.source()));
        }
        return adapters;
    }

    /**
     * @param recipe any
     * @return what its adapters have from images and files of the user's
     */
    static List<String> names(Recipe recipe) {
        if (recipe.adapters() == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>(loras(recipe.adapters()).stream()
                .map(AdapterPart.LoraPart::file)
                .toList());
        if (recipe.adapters().appearance() != null) {
            names.add(recipe.adapters().appearance().source());
        }
        return names;
    }

    private static List<AdapterPart.LoraPart> loras(AdapterPart part) {
        return part.loras() == null ? List.of() : part.loras();
    }

    private Path file(AdapterPart.LoraPart lora) {
        Path file = SavePath.full(sources.place(lora.file()).text());
        if (!Files.isRegularFile(file)) {
            throw new Arc2FaceException(
                    "There is no LoRA \"" + file + "\". Give the full path of " + lora.file() + ".");
        }
        return file;
    }

    private static ExpressionRequest expression(AdapterPart.ExpressionPart part) {
        float[] numbers = new float[part.numbers().size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = part.numbers().get(i).floatValue();
        }
        return new ExpressionRequest(new Expression(numbers, part.intensity()), part.source());
    }
}
