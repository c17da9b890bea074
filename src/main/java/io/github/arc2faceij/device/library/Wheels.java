package io.github.arc2faceij.device.library;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The wheels that this plugin takes, and no others.
 *
 * @param all for all platforms
 */
public record Wheels(List<Wheel> all) {

    private static final List<Wheel> PUBLISHED = List.of(
            new Wheel(
                    ProviderLibrary.WEBGPU,
                    Platform.LINUX_X64,
                    "manylinux_2_28_x86_64",
                    6_892_120,
                    "5d8c961eda91a88961cad1fb7621f389f006b18497d6ea9ecf96f729f066cbfb"),
            new Wheel(
                    ProviderLibrary.WEBGPU,
                    Platform.LINUX_ARM64,
                    "manylinux_2_28_aarch64",
                    6_096_222,
                    "17f660db53b1a509c63e721ac6784a2daa1c4e91a968523ee9986505ee5b0a55"),
            new Wheel(
                    ProviderLibrary.WEBGPU,
                    Platform.MAC_ARM64,
                    "macosx_14_0_universal2",
                    5_200_679,
                    "8d0a91d44b43d931c3068b9134aed9770f27803e353c2b58c93e1700bb68bcca"),
            new Wheel(
                    ProviderLibrary.WEBGPU,
                    Platform.WINDOWS_X64,
                    "win_amd64",
                    13_149_847,
                    "7db646669d1a2390551da675115ea125e68cb3d4d2c3a2d6e463372bf8d6ea87"),
            new Wheel(
                    ProviderLibrary.WEBGPU,
                    Platform.WINDOWS_ARM64,
                    "win_arm64",
                    14_194_630,
                    "a9586f6744370776059edd794c11bca2f563258a5bd2707864aefff31d3af39f"),
            new Wheel(
                    ProviderLibrary.OPENVINO,
                    Platform.LINUX_X64,
                    "manylinux_2_28_x86_64",
                    52_587_628,
                    "3832643158c8c187fcab6db661cde2a8c06a2b3559d95d0f2411ac0e51c5e924"),
            new Wheel(
                    ProviderLibrary.OPENVINO,
                    Platform.WINDOWS_X64,
                    "win_amd64",
                    75_824_318,
                    "1acd878be173b02bb8b953460f2f59b121e5f6e47ebc6aad490c0590cf6718fb"));

    /** @return those of Python's package index that this plugin was tried with */
    public static Wheels published() {
        return new Wheels(PUBLISHED);
    }

    /**
     * @param library what it holds
     * @param platform for which
     * @return the wheel
     * @throws Arc2FaceException when there is none for that platform
     */
    Wheel of(ProviderLibrary library, Platform platform) {
        List<Wheel> wheels =
                all.stream().filter(wheel -> wheel.library() == library).toList();
        return wheels.stream()
                .filter(wheel -> wheel.platform() == platform)
                .findFirst()
                .orElseThrow(() -> new Arc2FaceException(library.label() + " is not made for " + platform.label()
                        + ", but for "
                        + wheels.stream().map(wheel -> wheel.platform().label()).collect(Collectors.joining(" and "))
                        + "."));
    }

    /** @return all for a platform */
    List<Wheel> of(Platform platform) {
        return all.stream().filter(wheel -> wheel.platform() == platform).toList();
    }

    /** @return the wheel that is published under the name of this file */
    Optional<Wheel> named(Path file) {
        return all.stream()
                .filter(wheel -> wheel.fileName().equals(file.getFileName().toString()))
                .findFirst();
    }
}
