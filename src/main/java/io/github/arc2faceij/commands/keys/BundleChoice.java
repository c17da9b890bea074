package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.models.install.Bundle;
import io.github.arc2faceij.models.install.BundleStatus;
import io.github.arc2faceij.models.install.Installer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which bundles of the catalogue a user means. */
public final class BundleChoice {

    /** What all commands together need. */
    public static final String WHOLE = "All of Arc2Face";

    /** The user's own bundles, too. */
    public static final String EVERYTHING = "Everything in the catalogue";

    private static final Set<String> PARTS_OF_WHOLE = Set.of("arc2face", "sd15", "face", "controlnet");

    private BundleChoice() {}

    /**
     * @param text {@link #WHOLE}, {@link #EVERYTHING}, or the name or id of one bundle
     * @param installer has the catalogue
     * @return at least one
     * @throws Arc2FaceException when there is no such bundle
     */
    public static List<Bundle> of(String text, Installer installer) {
        List<Bundle> all = installer.status().stream().map(BundleStatus::bundle).toList();
        List<Bundle> chosen =
                all.stream().filter(bundle -> isMeant(bundle, text)).toList();
        if (chosen.isEmpty()) {
            throw new Arc2FaceException("There is no model bundle \"" + text + "\". Choose \"" + WHOLE + "\", \""
                    + EVERYTHING + "\", or one of "
                    + all.stream().map(Bundle::name).collect(Collectors.joining(", ")) + ".");
        }
        return chosen;
    }

    private static boolean isMeant(Bundle bundle, String text) {
        return switch (text) {
            case EVERYTHING -> true;
            case WHOLE -> PARTS_OF_WHOLE.contains(bundle.id());
            default -> text.equals(bundle.name()) || text.equals(bundle.id());
        };
    }
}
