package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.Prefs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.log.LogLevel;
import org.scijava.module.Module;

/** Commands in plain ImageJ without a display. */
class CommandPlugInTest {

    private static final String PHOTO = "newImage('photo', 'RGB white', 16, 16, 1);";
    private static final String ANSWER = "return getTitle() + ' ' + nImages + ' ' + getMetadata('Info');";

    @BeforeAll
    static void startImageJ() {
        HeadlessImageJ.start();
        CommandContext.log().setLevel(LogLevel.NONE); // one test provokes a stack trace
    }

    @AfterAll
    static void stopImageJ() {
        HeadlessImageJ.stop();
    }

    @Test
    void aMacroGetsDefaultsForWhatItLeavesOut() {
        Prefs.set("arc2face.Probe.count", "9");
        assertEquals("probed 2 photo;Largest face;4;3.0;42;false;;null;default", answer("run('Probe...', '');"));
    }

    @Test
    void aMacroWithoutOptionsGetsDefaultsWhereNoDialogCanBeShown() {
        assertEquals("probed 2 photo;Largest face;4;3.0;42;false;;null;default", answer("run('Probe...');"));
    }

    @Test
    void aMacroSetsEveryInput() {
        assertEquals(
                "probed 2 photo;Selection;2;1.5;7;true;a [b];/tmp/x y;seen",
                answer("run('Probe...', 'face=Selection count=2 guidance=1.5 seed=7 verbose note=[a [b]]"
                        + " folder=[/tmp/x y] hidden=seen');"));
    }

    @Test
    void anImageIsNamedByTitleOrId() {
        String two = "newImage('other one', '8-bit', 4, 4, 1); id = getImageID(); selectImage('photo');";
        assertTrue(answer(two + "run('Probe...', 'image=[other one]');").startsWith("probed 3 other one;"));
        assertTrue(answer(two + "run('Probe...', 'image=' + id);").startsWith("probed 3 other one;"));
        assertTrue(answer(two + "run('Probe...', 'count=1');").startsWith("probed 3 photo;"));
    }

    @Test
    void ofTwoImagesTheFirstIsTheActiveOne() {
        String two = "newImage('b', '8-bit', 4, 4, 1); selectImage('photo');";
        assertEquals("photo and b 3 ", answer(two + "run('Probe Two...', 'other=b');"));
        assertEquals("b and photo 3 ", answer(two + "run('Probe Two...', 'image=b other=photo');"));
    }

    @Test
    void aResultIsTheActiveImage() {
        assertTrue(answer("run('Probe...', 'note=one'); run('Probe...', 'note=two');")
                .startsWith("probed 3 probed;"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            count=four  | Probe cannot use count=[four]: it takes a whole number from 1 to 64.
            count=65    | Probe cannot use count=[65]: it takes a whole number from 1 to 64.
            face=Nobody | Probe cannot use face=[Nobody]: it takes one of [Largest face], [Selection].
            image=[no]  | Probe cannot use image=[no]: it takes the title of an open image [photo].
            face=[Larg  | Probe cannot read its options: the bracket before "Larg" is not closed.
            counts=4    | Probe has no key "counts": its keys are image, face, count, guidance, seed, verbose, note, folder, hidden.
            note=refuse | There is no face in photo.
            note=fail   | Probe stopped because of an error in the program (java.lang.IllegalStateException: broken). The console says where.
            """)
    void whatGoesWrongIsOneSentenceAndEndsTheMacro(String options, String sentence) {
        HeadlessImageJ.Outcome outcome =
                HeadlessImageJ.run(PHOTO + "run('Probe...', '" + options + "'); print('went on');");
        assertEquals(new HeadlessImageJ.Outcome("[aborted]", sentence + " (macro line 1)"), outcome);
        assertEquals("1 photo", HeadlessImageJ.runOn("return '' + nImages + ' ' + getTitle();"));
        assertTrue(answer("run('Probe...', '');").startsWith("probed 2 photo;"));
    }

    @Test
    void optionsKeepWhatIsChosen() {
        HeadlessImageJ.run("run('Probe Options...', 'device=CUDA keep=false');");
        HeadlessImageJ.run("run('Probe Options...', 'device=CPU');");
        Module options = CommandContext.module(ProbeOptions.class.getName());
        assertEquals("CPU", options.getInput("device"));
        assertEquals(false, options.getInput("keep"));
    }

    @Test
    void withoutAnImageThereIsNothingToDo() {
        assertEquals(
                new HeadlessImageJ.Outcome(
                        "[aborted]",
                        "Probe needs an image, but none is open. Open one and call it again. (macro line 1)"),
                HeadlessImageJ.run("run('Probe...', 'count=4');"));
    }

    @Test
    void aMissingSecondImageIsNamed() {
        assertEquals(
                new HeadlessImageJ.Outcome(
                        "[aborted]",
                        "Probe Two needs other=[title]: the title of an open image [photo]. (macro line 1)"),
                HeadlessImageJ.run(PHOTO + "run('Probe Two...', '');"));
    }

    @Test
    void aCancelledCallChangesNothingAndTheMacroGoesOn() {
        assertEquals(
                new HeadlessImageJ.Outcome("1", ""),
                HeadlessImageJ.run(PHOTO + "run('Probe...', 'note=cancel'); return '' + nImages;"));
    }

    private static String answer(String macro) {
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(PHOTO + macro + ANSWER);
        assertEquals("", outcome.log());
        return outcome.answer();
    }
}
