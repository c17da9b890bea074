package io.github.arc2faceij.deidentify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.space.FaceSpace;
import io.github.arc2faceij.space.FaceSpaceFile;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CastTest {

    private static final FaceSpace SPACE = FaceSpaceFile.bundled();

    /** Somebody on the axes 0 and 1, at this angle in degrees. */
    private static Identity at(double angle) {
        float[] vector = new float[Identity.LENGTH];
        vector[0] = (float) Math.cos(Math.toRadians(angle));
        vector[1] = (float) Math.sin(Math.toRadians(angle));
        return Identity.ofEmbedding(vector, SPACE.recogniser());
    }

    private static List<FoundFace> faces(double... angles) {
        return Arrays.stream(angles)
                .mapToObj(angle -> new FoundFace(1, null, at(angle), null, null))
                .toList();
    }

    @Test
    void facesThatAreAlikeOnTwoPhotosAreOnePerson() {
        Cast cast = new Cast(0.5);
        assertEquals(List.of(0, 1), cast.add(faces(0, 100)));
        assertEquals(List.of(1, 0, 2), cast.add(faces(90, 20, 200)));
        assertEquals(3, cast.people().size());
    }

    @Test
    void theNearestPersonCounts() {
        Cast cast = new Cast(0.5);
        cast.add(faces(0, 50));
        assertEquals(List.of(1), cast.add(faces(40)));
    }

    @Test
    void facesOnOnePhotoAreDifferentPeople() {
        Cast cast = new Cast(0.5);
        assertEquals(List.of(0, 1), cast.add(faces(0, 5)));
        assertEquals(List.of(1, 0), cast.add(faces(4, 3)));
    }

    @Test
    void inventedPeopleKeepTheDistanceFromAllAndAreTheSameForTheSameSeed() {
        Cast cast = new Cast(1);
        cast.add(faces(0, 120, 240));
        List<Identity> invented = cast.invent(SPACE, 0.5, 7, Progress.NONE);
        List<Identity> everybody =
                Stream.concat(invented.stream(), cast.people().stream()).toList();
        for (Identity person : invented) {
            for (Identity other : everybody) {
                assertTrue(other == person || 1 - person.cosine(other) >= (invented.contains(other) ? 0.3 : 0.5));
            }
        }
        assertEquals(invented, cast.invent(SPACE, 0.5, 7, Progress.NONE));
    }

    @Test
    void savedPeopleWhoAreTooNearArePassedOver() {
        Cast cast = new Cast(0.5);
        cast.add(faces(0, 90));
        List<Identity> saved = List.of(at(180), at(80), at(200), at(230));
        assertEquals(List.of(at(180), at(200)), cast.choose(saved, 0.5));
        String reason = assertThrows(Arc2FaceException.class, () -> cast.choose(saved, 1.9))
                .getMessage();
        assertTrue(reason.contains("2 people, but only 0 of the 4"), reason);
    }

    @Test
    void aCosineIsAsked() {
        assertThrows(Arc2FaceException.class, () -> new Cast(1.5));
        assertThrows(Arc2FaceException.class, () -> new Cast(Double.NaN));
    }
}
