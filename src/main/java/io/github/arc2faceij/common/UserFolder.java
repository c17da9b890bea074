package io.github.arc2faceij.common;

import java.nio.file.Path;

/** Where all lies that the plugin keeps for a user. */
public final class UserFolder {

    private UserFolder() {}

    /** @return the folder {@code .arc2face} in the user's home; it need not exist */
    public static Path path() {
        return Path.of(System.getProperty("user.home"), ".arc2face");
    }
}
