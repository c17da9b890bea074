package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.commands.continuum.ContinuumKind;
import io.github.arc2faceij.commands.keys.BundleChoice;
import io.github.arc2faceij.commands.keys.PoseKind;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.Precision;
import io.github.arc2faceij.diffusion.Speed;
import io.github.arc2faceij.diffusion.noise.Generators;
import io.github.arc2faceij.diffusion.noise.Noise;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.face.FaceChoice;
import io.github.arc2faceij.face.IdentityMix;
import io.github.arc2faceij.image.file.PictureFormat;
import io.github.arc2faceij.models.install.Bundle;
import io.github.arc2faceij.models.install.Catalogue;
import io.github.arc2faceij.models.install.ImportMode;
import io.github.arc2faceij.prepare.Lightness;
import io.github.arc2faceij.prepare.MaskShape;
import io.github.arc2faceij.prepare.Matching;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;

/** What dialogs, the recorder and plain ImageJ make of the commands' annotations. */
public class CommandMetadataTest {

    private static final CommandService COMMANDS = new Context(CommandService.class).service(CommandService.class);

    public static Stream<Class<? extends Command>> commands() {
        return Stream.of(
                DetectFaces.class,
                ComputeFaceIds.class,
                CompareFaceIds.class,
                GenerateFaces.class,
                GenerateFacesInPose.class,
                MixIdentities.class,
                MakeFaceSpace.class,
                InventPeople.class,
                CaricatureFaces.class,
                AverageFaces.class,
                PreparePictures.class,
                MakeContinuum.class,
                DeidentifyPhoto.class,
                GenerateSeveralPeople.class,
                Batch.class,
                BatchFromJob.class,
                GenerateFromRecipe.class,
                SaveFaces.class,
                ShowPoseNormalMap.class,
                AlignFace.class,
                InstallModels.class,
                CheckInstallation.class,
                ReleaseMemory.class,
                CopyCitations.class,
                Help.class,
                About.class,
                Arc2FaceOptions.class);
    }

    @Test
    void keysAreThoseOfTheDesign() {
        assertEquals(
                List.of("image", "small", "confidence", "landmarks", "manager", "slices"), keys(DetectFaces.class));
        assertEquals(List.of("image", "small", "face", "save"), keys(ComputeFaceIds.class));
        assertEquals(List.of("image", "small", "other"), keys(CompareFaceIds.class));
        List<String> sampled = List.of(
                "image",
                "small",
                "face",
                "count",
                "steps",
                "guidance",
                "sampler",
                "seed",
                "noise",
                "generators",
                "speed",
                "width",
                "height");
        List<String> generating = with(
                sampled,
                "prompt",
                "avoid",
                "style",
                "alpha",
                "start",
                "change",
                "lora",
                "weight",
                "expression",
                "intensity",
                "appearance",
                "influence",
                "adapter",
                "examples",
                "amount",
                "layers",
                "begin",
                "end",
                "shortcut",
                "masks");
        List<String> ofPeople = with(generating, "people", "set", "counterbalance");
        assertEquals(ofPeople, keys(GenerateFaces.class));
        assertEquals(
                with(ofPeople, "pose", "reference", "yaw", "pitch", "roll", "strength", "frames", "condition"),
                keys(GenerateFacesInPose.class));
        assertEquals(with(ofPeople, "other", "ratio", "method", "frames", "plot"), keys(MixIdentities.class));
        assertEquals(
                List.of("count", "distance", "apart", "target", "similarity", "seed", "space", "save"),
                keys(InventPeople.class));
        assertEquals(
                List.of("people", "axes", "labels", "column", "levels", "faces", "save"), keys(MakeFaceSpace.class));
        assertEquals(List.of("people", "levels", "space", "save"), keys(CaricatureFaces.class));
        List<String> set = List.of("image", "folder", "width", "height", "distance", "across", "down");
        assertEquals(with(set, "save"), keys(AverageFaces.class));
        assertEquals(
                with(set, "align", "mask", "oval", "feather", "background", "match", "lightness", "inside", "save"),
                keys(PreparePictures.class));
        assertEquals(
                with(ofPeople, "along", "other", "from", "to", "reference", "frames", "tolerance", "budget"),
                keys(MakeContinuum.class));
        assertEquals(with(generating, "people", "regions", "feather", "poses"), keys(GenerateSeveralPeople.class));
        assertEquals(
                List.of(
                        "image",
                        "small",
                        "face",
                        "distance",
                        "strength",
                        "steps",
                        "seed",
                        "people",
                        "space",
                        "input",
                        "output",
                        "same",
                        "overwrite"),
                keys(DeidentifyPhoto.class));
        assertEquals(with(generating, "people", "regions", "feather", "poses"), keys(GenerateSeveralPeople.class));
        assertEquals(with(generating, "input", "output", "options", "overwrite"), keys(Batch.class));
        assertEquals(List.of("job", "shards"), keys(BatchFromJob.class));
        assertEquals(List.of("image", "recipe", "sources", "exact"), keys(GenerateFromRecipe.class));
        assertEquals(List.of("image", "folder", "format", "overwrite"), keys(SaveFaces.class));
        assertEquals(List.of("image", "pose", "reference", "yaw", "pitch", "roll"), keys(ShowPoseNormalMap.class));
        assertEquals(List.of("image", "small", "face", "size"), keys(AlignFace.class));
        assertEquals(
                List.of("model", "device", "memory", "head", "gpu", "limit", "precision"), keys(Arc2FaceOptions.class));
        assertEquals(
                List.of("bundle", "folder", "accept", "source", "mode", "mirror", "proxy"), keys(InstallModels.class));
        assertEquals(List.of(), keys(CheckInstallation.class));
        assertEquals(List.of(), keys(ReleaseMemory.class));
    }

    @Test
    void menuEntriesAreThoseOfTheDesign() {
        assertEquals(
                List.of(
                        "Plugins > Arc2Face > Detect Faces...",
                        "Plugins > Arc2Face > Compute Face IDs...",
                        "Plugins > Arc2Face > Compare Face IDs...",
                        "Plugins > Arc2Face > Generate Faces...",
                        "Plugins > Arc2Face > Generate Faces in Pose...",
                        "Plugins > Arc2Face > Mix Identities...",
                        "Plugins > Arc2Face > Face Space...",
                        "Plugins > Arc2Face > Invent People...",
                        "Plugins > Arc2Face > Caricature...",
                        "Plugins > Arc2Face > Average Faces...",
                        "Plugins > Arc2Face > Prepare Pictures...",
                        "Plugins > Arc2Face > Continuum...",
                        "Plugins > Arc2Face > De-identify Photo...",
                        "Plugins > Arc2Face > Generate Several People...",
                        "Plugins > Arc2Face > Batch...",
                        "Plugins > Arc2Face > Batch from Job...",
                        "Plugins > Arc2Face > Generate from Recipe...",
                        "Plugins > Arc2Face > Save Faces...",
                        "Plugins > Arc2Face > Show Pose Normal Map...",
                        "Plugins > Arc2Face > Align Face...",
                        "Plugins > Arc2Face > Install Models...",
                        "Plugins > Arc2Face > Check Installation",
                        "Plugins > Arc2Face > Release Memory",
                        "Plugins > Arc2Face > Copy Citations",
                        "Plugins > Arc2Face > Arc2Face Help",
                        "Plugins > Arc2Face > About Arc2Face",
                        "Edit > Options > Arc2Face..."),
                commands()
                        .map(command ->
                                COMMANDS.getCommand(command).getMenuPath().getMenuString())
                        .toList());
    }

    /** ImageJ's recorder takes seed= for the end of another key that ends so. */
    @ParameterizedTest
    @MethodSource("commands")
    void noKeyEndsWithAnother(Class<? extends Command> command) {
        for (String key : keys(command)) {
            assertEquals(key.toLowerCase(Locale.ROOT), key);
            keys(command).forEach(other -> assertTrue(other.equals(key) || !other.endsWith(key), other));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everythingIsLabelledAndExplained(Class<? extends Command> command) {
        CommandInfo info = COMMANDS.getCommand(command);
        assertTrue(info.canRunHeadless());
        assertTrue(info.getDescription().endsWith("."), info.getDescription());
        for (ModuleItem<?> input : inputs(command)) {
            assertFalse(input.getLabel().isBlank(), input.getName());
            assertTrue(input.getDescription().endsWith("."), input.getName());
            assertEquals(ItemVisibility.NORMAL, input.getVisibility(), input.getName());
            assertFalse(input.getType().isEnum(), input.getName());
        }
    }

    /** A message that is required would stop Fiji's macros, which never give one. */
    @ParameterizedTest
    @MethodSource("commands")
    void messagesAskForNothing(Class<? extends Command> command) {
        for (ModuleItem<?> input : COMMANDS.getCommand(command).inputs()) {
            if (input.getVisibility() == ItemVisibility.MESSAGE) {
                assertFalse(input.isRequired(), input.getName());
                assertFalse(input.isPersisted(), input.getName());
                assertTrue(input.getLabel().isEmpty(), input.getName());
            }
        }
    }

    /** A macro that leaves a key out gets its default, not what somebody chose last; options keep their own. */
    @ParameterizedTest
    @MethodSource("commands")
    void sciJavaRemembersNothing(Class<? extends Command> command) {
        inputs(command).forEach(input -> assertFalse(input.isPersisted(), input.getName()));
    }

    @Test
    void choicesAreThoseOfTheCore() {
        assertEquals(labels(FaceChoice.values(), FaceChoice::label), choices(GenerateFaces.class, "face"));
        assertEquals(labels(FaceChoice.values(), FaceChoice::label), choices(ComputeFaceIds.class, "face"));
        assertEquals(labels(FaceChoice.values(), FaceChoice::label), choices(AlignFace.class, "face"));
        assertEquals(labels(FaceChoice.values(), FaceChoice::label), choices(DeidentifyPhoto.class, "face"));
        assertEquals(labels(PoseKind.values(), PoseKind::label), choices(GenerateFacesInPose.class, "pose"));
        assertEquals(labels(PoseKind.values(), PoseKind::label), choices(ShowPoseNormalMap.class, "pose"));
        assertEquals(labels(IdentityMix.values(), IdentityMix::label), choices(MixIdentities.class, "method"));
        assertEquals(labels(ContinuumKind.values(), ContinuumKind::label), choices(MakeContinuum.class, "along"));
        assertEquals(labels(SamplerType.values(), SamplerType::label), choices(GenerateFaces.class, "sampler"));
        assertEquals(labels(Noise.values(), Noise::label), choices(GenerateFaces.class, "noise"));
        assertEquals(labels(Speed.values(), Speed::label), choices(GenerateFaces.class, "speed"));
        assertEquals(labels(Generators.values(), Generators::label), choices(GenerateFaces.class, "generators"));
        assertEquals(labels(PictureFormat.values(), PictureFormat::label), choices(SaveFaces.class, "format"));
        assertEquals(labels(MaskShape.Kind.values(), MaskShape.Kind::label), choices(PreparePictures.class, "mask"));
        assertEquals(labels(Matching.values(), Matching::label), choices(PreparePictures.class, "match"));
        assertEquals(labels(Lightness.values(), Lightness::label), choices(PreparePictures.class, "lightness"));
        assertEquals(Device.ALL.stream().map(Device::label).toList(), choices(Arc2FaceOptions.class, "device"));
        assertEquals(labels(Precision.values(), Precision::label), choices(Arc2FaceOptions.class, "precision"));
    }

    @Test
    void bundlesAreThoseOfTheCatalogue() {
        List<String> names = Catalogue.published().bundles().values().stream()
                .map(Bundle::name)
                .toList();
        List<String> all =
                with(with(List.of(BundleChoice.WHOLE), names.toArray(String[]::new)), BundleChoice.EVERYTHING);
        assertEquals(all, choices(InstallModels.class, "bundle"));
        assertEquals(labels(ImportMode.values(), ImportMode::toString), choices(InstallModels.class, "mode"));
    }

    @Test
    void everyLicenceIsNamedWhereItIsAccepted() {
        String text =
                COMMANDS.getCommand(InstallModels.class).getInput("accept").getDescription();
        for (Bundle bundle : Catalogue.published().bundles().values()) {
            assertTrue(text.contains(bundle.licence().name()), bundle.licence().name());
            assertTrue(
                    text.contains(bundle.licence().address().toString()),
                    bundle.licence().address()::toString);
        }
    }

    private static List<String> with(List<String> keys, String... more) {
        return Stream.concat(keys.stream(), Stream.of(more)).toList();
    }

    private static <E> List<String> labels(E[] values, Function<E, String> label) {
        return Arrays.stream(values).map(label).toList();
    }

    private static List<?> choices(Class<? extends Command> command, String input) {
        return COMMANDS.getCommand(command).getInput(input).getChoices();
    }

    private static List<String> keys(Class<? extends Command> command) {
        return inputs(command).stream().<String>map(ModuleItem::getName).toList();
    }

    private static List<ModuleItem<?>> inputs(Class<? extends Command> command) {
        List<ModuleItem<?>> inputs = new ArrayList<>();
        for (ModuleItem<?> input : COMMANDS.getCommand(command).inputs()) {
            if (!Service.class.isAssignableFrom(input.getType())
                    && input.getType() != Context.class
                    && input.getVisibility() != ItemVisibility.MESSAGE) {
                inputs.add(input);
            }
        }
        return inputs;
    }
}
