package io.github.arc2faceij.models.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteFileInfoTest {

    private static RemoteFileInfo remote(Long size, String sha256, String etag) {
        return new RemoteFileInfo(
                size == null ? OptionalLong.empty() : OptionalLong.of(size),
                Optional.ofNullable(sha256),
                Optional.ofNullable(etag));
    }

    @ParameterizedTest
    @CsvSource({
        // size, hash, tag, size, hash, tag, the same
        "5, a, x, 5, a, x, true",
        "5, a, x, 5, a, y, true",
        "5, a, x, 5, b, x, false",
        "5, a, x, 6, a, x, false",
        "5, , x, 5, , x, true",
        "5, , x, 6, , x, false",
        "5, , x, 5, , y, false",
        "5, a, x, 5, , x, true",
        "5, a, x, 5, , , false",
        ", , x, 5, , x, true",
        "5, , , 5, , , false",
    })
    void onlyWhatIsSurelyTheSameIsContinued(
            Long size, String sha256, String etag, Long size2, String sha2, String etag2, boolean same) {
        assertEquals(same, remote(size, sha256, etag).isSameFile(remote(size2, sha2, etag2)));
        assertEquals(same, remote(size2, sha2, etag2).isSameFile(remote(size, sha256, etag)));
    }
}
