package io.github.arc2faceij.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorPickleTest {

    @Test
    void readsATensor() {
        StateDictPickle pickle = new StateDictPickle().op('}').text("w");
        pickle.tensor("BFloat16Storage", "12", 1L << 40, 3, List.of(2L, 4L), List.of(4L, 1L));
        TensorPickle.Storage storage = new TensorPickle.Storage(DataType.BF16, "12", 1L << 40);
        TensorPickle.View view = new TensorPickle.View(storage, 3, List.of(2L, 4L), List.of(4L, 1L));
        assertEquals(
                Map.of("w", view),
                TensorPickle.read(ByteBuffer.wrap(pickle.op('s').bytes())));
    }

    @ParameterizedTest
    @CsvSource({
        "Double, F64", "Float, F32", "Half, F16", "BFloat16, BF16", "Long, I64",
        "Int, I32", "Short, I16", "Char, I8", "Byte, U8", "Bool, BOOL"
    })
    void knowsTheTypesOfTorch(String storage, DataType type) {
        byte[] pickle = new StateDictPickle()
                .tensor(storage + "Storage", "0", 1, 0, List.of(1L), List.of(1L))
                .bytes();
        TensorPickle.View view = (TensorPickle.View) TensorPickle.read(ByteBuffer.wrap(pickle));
        assertEquals(type, view.storage().type());
    }

    @Test
    void readsAnOrderedDictWithItsMetadata() {
        StateDictPickle pickle = new StateDictPickle()
                .global("collections", "OrderedDict")
                .op(')')
                .op('R')
                .op('(');
        pickle.text("z").integer(1).text("a").integer(2).op('u');
        pickle.op('}').text("_metadata").op('}').op('s').op('b');
        Object dict = TensorPickle.read(ByteBuffer.wrap(pickle.bytes()));
        assertEquals("{z=1, a=2}", dict.toString());
    }

    @Test
    void readsProtocolFour() {
        byte[] pickle = {
            (byte) 0x80,
            4,
            (byte) 0x95,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0, // PROTO, FRAME
            (byte) 0x8c,
            11,
            'c',
            'o',
            'l',
            'l',
            'e',
            'c',
            't',
            'i',
            'o',
            'n',
            's',
            (byte) 0x94, // MEMOIZE
            (byte) 0x8c,
            11,
            'O',
            'r',
            'd',
            'e',
            'r',
            'e',
            'd',
            'D',
            'i',
            'c',
            't',
            (byte) 0x93,
            ')',
            'R',
            '.' // STACK_GLOBAL
        };
        assertEquals(Map.of(), TensorPickle.read(ByteBuffer.wrap(pickle)));
    }

    @ParameterizedTest
    @CsvSource({
        "posix, system",
        "builtins, eval",
        "builtins, bytearray",
        "__builtin__, complex",
        "builtins, SystemExit",
        "exceptions, ValueError",
        "array, array",
        "_codecs, encode",
        "copyreg, _reconstructor",
        "datetime, datetime",
        "decimal, Decimal",
        "operator, attrgetter",
        "torch, load",
        "torch, FloatStorage2",
        "torch._utils, _rebuild_tensor",
        "torch.serialization, _get_layout",
        "'', ''",
        "collections.OrderedDict.x, y"
    })
    void refusesEveryOtherGlobal(String module, String name) {
        String reason = "names " + module + "." + name;
        assertRefused(new StateDictPickle().global(module, name), reason);
        StateDictPickle onStack = new StateDictPickle().text(module).text(name).op(0x93);
        assertRefused(onStack, reason);
    }

    @Test
    void refusesBeforeAnythingIsMade() {
        AtomicInteger made = new AtomicInteger();
        Unpickler.registerConstructor("arc2face.test", "Evil", arguments -> made.incrementAndGet());
        assertRefused(
                new StateDictPickle().global("arc2face.test", "Evil").op(')').op('R'), "arc2face.test.Evil");
        // INST names its class itself, OBJ and NEWOBJ take one from the stack.
        StateDictPickle inst = new StateDictPickle().op('(').op('i');
        "arc2face.test\nEvil\n".chars().forEach(inst::op);
        assertRefused(inst, "opcode 105");
        StateDictPickle constructor =
                new StateDictPickle().global("collections", "OrderedDict").op(')');
        assertRefused(constructor.op(0x81), "opcode 129");
        assertEquals(0, made.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {'P', 'I', 'L', 'F', 'S', 'T', 'U', 'V', 'B', 'C', 'd', 'g', 'l', 'o', 'p', '0', '1', '2'})
    void refusesOpcodesThatTorchNeverWrites(int opcode) {
        assertRefused(new StateDictPickle().op(opcode), "opcode " + opcode);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x82, 0x83, 0x84, 0x8b, 0x8d, 0x8e, 0x8f, 0x90, 0x91, 0x92, 0x96, 0x97, 0x98, 0xff})
    void refusesNewerOpcodesThatTorchNeverWrites(int opcode) {
        assertRefused(new StateDictPickle().op(opcode), "opcode " + opcode);
    }

    @Test
    void refusesTextsPastTheEnd() {
        for (int length : new int[] {2, Integer.MAX_VALUE, -1}) {
            StateDictPickle pickle = new StateDictPickle().op('X');
            for (int shift = 0; shift < 32; shift += 8) {
                pickle.op(length >> shift);
            }
            assertRefused(pickle, "text of " + Integer.toUnsignedString(length) + " bytes");
        }
    }

    @Test
    void refusesTheSameKeyTwice() {
        StateDictPickle pickle = new StateDictPickle().op('}').op('(');
        assertRefused(pickle.text("w").integer(1).text("w").integer(2).op('u'), "\"w\" twice");
    }

    @Test
    void refusesNonsense() {
        String nonsense = "ends early or does not make sense";
        assertRefused(new StateDictPickle().op('R'), nonsense);
        assertRefused(new StateDictPickle().op('s'), nonsense);
        assertRefused(new StateDictPickle().op('t'), nonsense);
        assertRefused(new StateDictPickle().op('}').op('N').integer(2).op('s'), "where an integer belongs");
        assertRefused(new StateDictPickle().op('}').op('(').text("odd").op('u'), nonsense);
        assertRefused(new StateDictPickle().integer(1).op(')').op('R'), nonsense);
        assertRefused(
                new StateDictPickle().global("torch", "FloatStorage").op(')').op('R'), nonsense);
        assertRefused(new StateDictPickle().text("storage").op('Q'), nonsense);
        assertRefused(new StateDictPickle().tuple(List.of(1L)).op('Q'), "something else than a storage");
        assertRefused(new StateDictPickle().op('h').op(7), "invalid memo key");
        StateDictPickle arguments = new StateDictPickle().global("collections", "OrderedDict");
        assertRefused(arguments.tuple(List.of(1L)).op('R'), "OrderedDict from arguments");
    }

    @Test
    void refusesAListThatHoldsItselfAsAnInteger() {
        StateDictPickle pickle = new StateDictPickle();
        pickle.op('(').text("storage").global("torch", "FloatStorage").text("0").text("cpu");
        pickle.op(']').op('q').op(0).op('h').op(0).op('a').op('t').op('Q');
        assertRefused(pickle, "where an integer belongs");
    }

    private static void assertRefused(StateDictPickle pickle, String reason) {
        byte[] bytes = pickle.bytes();
        PickleException e = assertThrows(PickleException.class, () -> TensorPickle.read(ByteBuffer.wrap(bytes)));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }
}
