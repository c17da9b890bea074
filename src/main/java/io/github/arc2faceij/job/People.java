package io.github.arc2faceij.job;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.face.FaceAnalyzer;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.IdentityFile;
import io.github.arc2faceij.image.FaceSource;
import io.github.arc2faceij.space.FaceSpace;
import io.github.arc2faceij.space.FaceSpaceFile;
import io.github.arc2faceij.space.InventedPeople;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Who is to be shown. */
@FunctionalInterface
interface People {

    /**
     * Somebody.
     *
     * @param source where the identity came from: {@code saved.npy, row 3}
     * @param identity who that is
     */
    record Person(String source, Identity identity) {}

    /**
     * @param arc2face the model
     * @param notes told of who is left out, and why
     * @param progress told of it, and asked whether to stop
     * @return these people, in an order that does not change
     * @throws Arc2FaceException when a file cannot be read, or people are not to be found
     */
    List<Person> find(Arc2Face arc2face, Consumer<String> notes, Progress progress);

    /**
     * @param keys of the job
     * @param seed of the job, that of draws unless they have their own
     * @param paths finds what the job file names
     */
    static People read(JobKeys keys, long seed, Function<String, Path> paths) {
        boolean isFiles = keys.has("identities");
        boolean isSpace = keys.has("space");
        boolean isPhotos = keys.has("photos");
        People people;
        if (isFiles && !isSpace && !isPhotos) {
            List<Path> files = keys.texts("identities").stream().map(paths).toList();
            people = (arc2face, notes, progress) -> inFiles(files);
        } else if (isSpace && !isFiles && !isPhotos) {
            people = inSpace(keys.object("space"), seed, paths);
        } else if (isPhotos && !isFiles && !isSpace) {
            Path folder = paths.apply(keys.text("photos", ""));
            people = (arc2face, notes, progress) -> onPhotos(arc2face, folder, notes, progress);
        } else {
            throw new Arc2FaceException("The job's \"people\" needs one of \"identities\": [\"people.npy\"], \"space\":"
                    + " {\"count\": 100, \"distance\": 0.3} and \"photos\": \"folder\", and no other beside it.");
        }
        keys.end();
        return people;
    }

    private static List<Person> inFiles(List<Path> files) {
        List<Person> people = new ArrayList<>();
        for (Path file : files) {
            List<Identity> rows = IdentityFile.read(file);
            for (int i = 0; i < rows.size(); i++) {
                String source =
                        FaceSource.row(file.getFileName().toString(), i + 1).text();
                people.add(new Person(source, rows.get(i)));
            }
        }
        return people;
    }

    private static People inSpace(JobKeys keys, long jobSeed, Function<String, Path> paths) {
        Optional<Path> file = keys.has("file") ? Optional.of(paths.apply(keys.text("file", ""))) : Optional.empty();
        keys.require(keys.has("count"), "count", "the number of people");
        int count = (int) keys.whole("count", 1, 1, 1_000_000);
        double distance = keys.number("distance", 0, 0, 2);
        long seed = keys.whole("seed", jobSeed, 0, Noise.CPU.maxSeed());
        keys.end();
        return (arc2face, notes, progress) -> {
            FaceSpace space = file.map(FaceSpaceFile::read).orElseGet(FaceSpaceFile::bundled);
            List<Person> people = new ArrayList<>();
            InventedPeople.draw(space, count, distance, List.of(), seed, progress)
                    .people()
                    .forEach(identity -> people.add(new Person("invented, " + (people.size() + 1), identity)));
            return people;
        };
    }

    private static List<Person> onPhotos(Arc2Face arc2face, Path folder, Consumer<String> notes, Progress progress) {
        if (!Files.isDirectory(folder)) {
            throw new Arc2FaceException("There is no folder \"" + folder + "\" with photos.");
        }
        List<Path> photos = PhotoFiles.inFolder(folder);
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < photos.size(); i++) {
            String name = photos.get(i).getFileName().toString();
            progress.report("Photo " + (i + 1) + "/" + photos.size(), (double) i / photos.size());
            try {
                Picture photo = PhotoFiles.upright(photos.get(i));
                List<Face> faces = arc2face.detect(photo, FaceAnalyzer.DEFAULT_CONFIDENCE, progress.part(1, 1));
                Face face = FaceChoice.LARGEST.choose(faces, List.of()).get(0);
                String source = FaceSource.face(name, faces.indexOf(face) + 1).text();
                people.add(new Person(source, arc2face.identify(photo, face, progress.part(1, 1))));
            } catch (Arc2FaceException e) {
                notes.accept(name + " is left out: " + e.getMessage());
            }
        }
        if (people.isEmpty()) {
            throw new Arc2FaceException("No photo in the folder \"" + folder + "\" shows a face. Choose another one.");
        }
        return people;
    }
}
