package io.github.arc2faceij.commands.keys;

import ij.WindowManager;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.request.GenerationRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the faces of a recipe are now. A recipe names images and files, and holds none: for each name, the user gives an
 * open image or a file, or else the open image of that name is meant.
 */
public final class RecipeSources {

    private final Map<String, String> places = new LinkedHashMap<>();

    /**
     * @param recipe of pictures
     * @param given titles of open images and full paths, separated as {@link PlaceList} says, in the order of the recipe's names
     * @param fallback title of the image to take where the recipe names one, which is not open, and nothing is given
     * @throws Arc2FaceException when more is given than the recipe names, or something is missing
     */
    public RecipeSources(Recipe recipe, String given, Optional<String> fallback) {
        List<String> names = names(recipe);
        List<String> ours = PlaceList.of(given);
        if (ours.size() > names.size()) {
            throw new Arc2FaceException(
                    "The recipe names " + listed(names) + ", but " + ours.size() + " images or files are given: "
                            + String.join("; ", ours) + ". Give one for each name, in this order.");
        }
        for (String name : names) {
            int index = places.size();
            places.put(name, index < ours.size() ? ours.get(index) : open(name, names, fallback));
        }
    }

    /**
     * @param recipe of pictures
     * @return where they have their person from: the first one's face of a mixture
     */
    public FaceSource person(Recipe recipe) {
        return place(
                recipe.mix() == null
                        ? recipe.identity()
                        : recipe.mix().sources().get(0));
    }

    /**
     * @param source as the recipe writes it: {@code other.png, face 2}
     * @return the same in the image or file that takes its place
     */
    public FaceSource place(String source) {
        FaceSource place = FaceSource.parse(source);
        return place.in(places.get(place.name()));
    }

    /**
     * @param pose of a recipe
     * @return whether it was given by numbers alone
     */
    public static boolean isAngles(PoseCondition.Part pose) {
        return pose.source().equals(FaceSource.ANGLES);
    }

    private static List<String> names(Recipe recipe) {
        List<String> sources = new ArrayList<>(
                recipe.mix() == null ? List.of(recipe.identity()) : recipe.mix().sources());
        if (recipe.pose() != null && !isAngles(recipe.pose())) {
            sources.add(recipe.pose().source());
        }
        if (recipe.start() != null) {
            sources.add(recipe.start().source());
        }
        sources.addAll(RecipeConditions.names(recipe));
        return sources.stream()
                .filter(source -> !source.equals(GenerationRequest.NOBODY))
                .map(source -> FaceSource.parse(source).name())
                .distinct()
                .toList();
    }

    private static String open(String name, List<String> names, Optional<String> fallback) {
        if (WindowManager.getImage(name) != null) {
            return name;
        }
        return fallback.filter(title -> names.size() == 1)
                .orElseThrow(() -> new Arc2FaceException("The recipe needs \"" + name
                        + "\", but no open image has this title. The recipe itself holds no faces. Open the"
                        + " image, or give its title or full path: sources=[...] takes "
                        + listed(names)
                        + (names.size() > 1 ? ", in this order, separated by semicolons." : ".")));
    }

    private static String listed(List<String> names) {
        return "\"" + String.join("\", \"", names) + "\"";
    }
}
