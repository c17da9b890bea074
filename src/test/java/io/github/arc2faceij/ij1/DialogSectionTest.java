package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.arc2faceij.commands.AlignFace;
import io.github.arc2faceij.commands.GenerateFacesInPose;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scijava.command.Command;
import org.scijava.module.Module;

class DialogSectionTest {

    @Test
    void whatMattersComesFirstAndTheRestIsFolded() {
        List<DialogSection> sections = sections(GenerateFacesInPose.class);
        assertEquals(
                List.of(
                        "",
                        "Pose",
                        "Sampling",
                        "Size",
                        "Text",
                        "Style and start",
                        "Adapters",
                        "IP-Adapter",
                        "People",
                        "Stimuli",
                        "Search",
                        "Noise"),
                sections.stream().map(DialogSection::heading).toList());
        assertEquals(List.of("face", "count"), keys(sections.get(0)));
        assertEquals(List.of("width", "height"), keys(sections.get(3)));
        assertEquals(DialogSection.Style.FOLDED, sections.get(3).style());
    }

    @Test
    void aParameterMayAskToBeFolded() {
        assertEquals(
                List.of(List.of("face", "size"), List.of("small")),
                sections(AlignFace.class).stream().map(DialogSectionTest::keys).toList());
    }

    private static List<DialogSection> sections(Class<? extends Command> command) {
        Module module = CommandContext.module(command.getName());
        List<Input> asked = Input.of("", module).stream().filter(Input::isAsked).toList();
        return DialogSection.of(module, asked);
    }

    private static List<String> keys(DialogSection section) {
        return section.inputs().stream().map(Input::key).toList();
    }
}
