package io.github.arc2faceij.models.install;

import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.models.JsonFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which licences were agreed to and when, in {@code licences.json} of a model folder. */
final class AcceptedLicences {

    private final JsonFile file;

    AcceptedLicences(Path folder) {
        this.file = new JsonFile(folder.resolve("licences.json"));
    }

    /** @return when this very licence was agreed to; a bundle whose licence changed has to be agreed to anew */
    Optional<Instant> accepted(Bundle bundle) {
        return new JsonFields(file.read(), file.path().toString())
                .optional(bundle.id())
                .filter(entry -> isOf(bundle.licence(), entry.json()))
                .map(entry -> entry.instant("accepted"));
    }

    private static boolean isOf(Licence licence, JsonObject accepted) {
        return entry(licence).entrySet().stream()
                .allMatch(field -> field.getValue().equals(accepted.get(field.getKey())));
    }

    /** Remembers that the user agreed now. */
    void accept(Bundle bundle) {
        JsonObject all = file.read();
        JsonObject entry = entry(bundle.licence());
        entry.addProperty("accepted", Instant.now().toString());
        all.add(bundle.id(), entry);
        file.write(all);
    }

    /** @throws Arc2FaceException when one of the licences must be agreed to and is not, naming all of them */
    void requireAccepted(Collection<Bundle> bundles) {
        String open = bundles.stream()
                .filter(bundle ->
                        bundle.licence().mustAccept() && accepted(bundle).isEmpty())
                .map(bundle -> bundle.name() + " (" + bundle.licence().name() + ", "
                        + bundle.licence().address() + ")")
                .collect(Collectors.joining("; "));
        if (!open.isEmpty()) {
            throw new Arc2FaceException(
                    "Read and accept the licence first: " + open + ". Nothing was installed or imported.");
        }
    }

    private static JsonObject entry(Licence licence) {
        JsonObject entry = new JsonObject();
        entry.addProperty("licence", licence.name());
        entry.addProperty("address", licence.address().toString());
        entry.addProperty("notice", licence.notice());
        return entry;
    }
}
