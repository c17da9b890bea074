package io.github.arc2faceij.commands.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.macro.Interpreter;
import io.github.arc2faceij.commands.GenerateFaces;
import io.github.arc2faceij.commands.GenerateFacesInPose;
import java.util.ArrayList;
import java.util.List;
import net.imagej.legacy.LegacyService;
import net.imagej.legacy.SomeonesCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.convert.ConvertService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.module.process.ModulePreprocessor;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;

/**
 * What happens to a macro's line before a command runs in ImageJ2: its own preprocessor for macros, of which there is a
 * stand-in here, then all that the context has, then the dialog for what is not resolved by then.
 */
class MacroInputsTest {

    private final Context context = new Context(CommandService.class, LegacyService.class);
    private final String thread = Thread.currentThread().getName();
    private final ImagePlus batchImage = IJ.createImage("In batch mode", "RGB", 4, 4, 1);
    private String refusal;

    /** ImageJ gives options only to threads of this name. */
    @BeforeEach
    void asInAMacro() {
        Thread.currentThread().setName("Run$_test");
    }

    @AfterEach
    void asBefore() {
        Macro.setOptions(null);
        Thread.currentThread().setName(thread);
        Interpreter.removeBatchModeImage(batchImage);
        Interpreter.batchMode = false;
        context.dispose();
    }

    @Test
    void whatTheMacroLeavesOutTakesTheDefaultAndOpensNoDialog() {
        Module module = prepared(GenerateFaces.class, "count=3 steps=2 seed=5");
        assertEquals(List.of(), asked(module));
        assertEquals(3, module.getInput("count"));
        assertEquals("DPM++ 2M", module.getInput("sampler"));
        assertEquals(3.0, module.getInput("guidance"));
    }

    @Test
    void withoutAMacroTheDialogAsks() {
        Module module = prepared(GenerateFaces.class, null);
        assertTrue(
                asked(module).containsAll(List.of("face", "count", "steps", "lora")),
                asked(module).toString());
    }

    @Test
    void otherCommandsAreLeftAlone() {
        Module module = prepared(SomeonesCommand.class, "unknown=3");
        assertFalse(module.isInputResolved("number"));
    }

    @Test
    void aKeyAloneIsAFlag() {
        assertEquals(
                true, prepared(GenerateFacesInPose.class, "condition yaw=10").getInput("condition"));
        assertEquals(
                false,
                prepared(GenerateFacesInPose.class, "condition=false yaw=10").getInput("condition"));
    }

    @Test
    void inBatchModeTheImageIsTheMacrosActiveOne() {
        Interpreter.batchMode = true;
        Interpreter.addBatchModeImage(batchImage);
        assertSame(batchImage, prepared(GenerateFaces.class, "count=1").getInput("image"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cuont=3 | Generate Faces has no key \"cuont\": its keys are image,",
                "count=four | The macro gives count=[four]. Give a whole number.",
                "face=[Largest count=4 | Generate Faces cannot read its options: the bracket before"
            })
    void whatCannotBeUsedIsOneSentence(String options, String sentence) {
        assertNull(prepared(GenerateFaces.class, options));
        assertTrue(refusal.startsWith(sentence), refusal);
    }

    /** @return the command as it would be harvested or run; null when it was refused */
    private Module prepared(Class<? extends Command> command, String options) {
        Module module = context.service(ModuleService.class).createModule(new CommandInfo(command));
        return process(module, options) ? module : null;
    }

    private boolean process(Module module, String options) {
        Macro.setOptions(options);
        if (options != null) {
            fillAsImageJ2(module, options);
        }
        for (ModulePreprocessor processor :
                context.service(PluginService.class).createInstancesOfType(PreprocessorPlugin.class)) {
            processor.process(module);
            refusal = processor.getCancelReason();
            if (processor.isCanceled()) {
                return false;
            }
        }
        return true;
    }

    /** As ImageJ2's preprocessor for macros: what the macro gives is converted, messages need nothing. */
    private void fillAsImageJ2(Module module, String options) {
        ConvertService convert = context.service(ConvertService.class);
        for (ModuleItem<?> input : module.getInfo().inputs()) {
            String text = Macro.getValue(options, input.getName(), null);
            if (text != null && convert.supports(text, input.getType())) {
                module.setInput(input.getName(), convert.convert(text, input.getType()));
                module.resolveInput(input.getName());
            }
        }
    }

    /** @return what a dialog would ask for */
    private static List<String> asked(Module module) {
        List<String> unresolved = new ArrayList<>();
        CommandMetadata.keys(module.getInfo()).stream()
                .map(ModuleItem::getName)
                .filter(name -> !module.isInputResolved(name))
                .forEach(unresolved::add);
        return unresolved;
    }
}
