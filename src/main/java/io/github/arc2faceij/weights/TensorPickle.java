package io.github.arc2faceij.weights;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads the pickle of a torch file (torch.save of torch 1.6 and later, or torch.jit.save), in which nothing but dicts, lists,
 * numbers, texts, tensors and the attributes of TorchScript's modules may be. A pickle is a program; so every opcode and every global that is not on a short list is
 * refused when it is met, and none of the classes that the unpickler knows by itself can be made.
 */
final class TensorPickle extends Unpickler {

    /**
     * The numbers that one or several tensors look at.
     *
     * @param type of the numbers
     * @param key the name of the entry, after {@code data/}
     * @param count of the numbers
     */
    record Storage(DataType type, String key, long count) {}

    /**
     * A view of a storage; nothing is checked.
     *
     * @param storage that it looks at
     * @param offset in numbers, from the start of the storage
     * @param shape the lengths of the axes
     * @param strides in numbers, between neighbours along each axis
     */
    record View(Storage storage, long offset, List<Long> shape, List<Long> strides) {}

    /** What the classes of a TorchScript archive are named after; they are never made. */
    private static final String SCRIPT = "__torch__";

    private static final Object MODULE = new Object();

    private static final Map<String, Object> GLOBALS = globals();

    private static final Set<Short> HARMLESS_OPCODES = Set.of(
            Opcodes.PROTO,
            Opcodes.FRAME,
            Opcodes.STOP,
            Opcodes.MARK,
            Opcodes.NONE,
            Opcodes.NEWTRUE,
            Opcodes.NEWFALSE,
            Opcodes.BININT,
            Opcodes.BININT1,
            Opcodes.BININT2,
            Opcodes.LONG1,
            Opcodes.BINFLOAT,
            Opcodes.SHORT_BINUNICODE,
            Opcodes.EMPTY_TUPLE,
            Opcodes.TUPLE,
            Opcodes.TUPLE1,
            Opcodes.TUPLE2,
            Opcodes.TUPLE3,
            Opcodes.EMPTY_LIST,
            Opcodes.APPEND,
            Opcodes.APPENDS,
            Opcodes.BINPUT,
            Opcodes.LONG_BINPUT,
            Opcodes.MEMOIZE,
            Opcodes.BINGET,
            Opcodes.LONG_BINGET,
            Opcodes.REDUCE,
            Opcodes.BINPERSID);

    private TensorPickle() {}

    /**
     * @param pickle the content of data.pkl
     * @return what torch.save was given: tensors as {@link View}, dicts as maps in their order
     * @throws PickleException when anything else than dicts of tensors is in it
     */
    static Object read(ByteBuffer pickle) {
        try {
            return new TensorPickle().load(new ByteArrayInputStream(pickle.array()));
        } catch (PickleException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new PickleException("it ends early or does not make sense", e);
        }
    }

    @Override
    protected Object dispatch(short opcode) throws IOException {
        switch (opcode) {
            case Opcodes.GLOBAL -> stack.add(global(PickleUtils.readline(input), PickleUtils.readline(input)));
            case Opcodes.STACK_GLOBAL -> {
                String name = (String) stack.pop();
                stack.add(global((String) stack.pop(), name));
            }
            case Opcodes.BINUNICODE -> stack.add(text());
            case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<String, Object>());
            case Opcodes.SETITEM -> {
                Object value = stack.pop();
                put(Arrays.asList(stack.pop(), value));
            }
            case Opcodes.SETITEMS -> put(stack.pop_all_since_marker());
            case Opcodes.BUILD -> setUp(stack.pop());
            case Opcodes.NEWOBJ -> {
                stack.pop();
                requireKnown(opcode, stack.pop() == MODULE);
                stack.add(new Module());
            }
            default -> {
                requireKnown(opcode, HARMLESS_OPCODES.contains(opcode));
                return super.dispatch(opcode);
            }
        }
        return NO_RETURN_VALUE;
    }

    private static void requireKnown(short opcode, boolean known) {
        if (!known) {
            throw new PickleException("it has the opcode " + opcode + ", which no file of tensors needs");
        }
    }

    /**
     * A module of a TorchScript archive gets its attributes. Those of an OrderedDict (a state dict's _metadata) are versions of
     * layers, no tensors.
     */
    private void setUp(Object attributes) {
        if (stack.peek() instanceof Module module) {
            if (!(attributes instanceof Map<?, ?> named)) {
                throw new PickleException("it has a module that sets itself up by its own program");
            }
            named.forEach((name, value) -> module.put((String) name, value));
        }
    }

    /** A module of a TorchScript archive, whatever its class: its attributes by name. */
    private static final class Module extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1;
    }

    private static Object global(String module, String name) {
        if (module.startsWith(SCRIPT)) {
            return MODULE;
        }
        Object known = GLOBALS.get(module + "." + name);
        if (known == null) {
            throw new PickleException("it names " + module + "." + name
                    + ", which is not part of a tensor and might run a program; it was not touched");
        }
        return known;
    }

    /** The unpickler's own would allocate whatever length is asked for. */
    private String text() throws IOException {
        int length = Integer.reverseBytes(
                ByteBuffer.wrap(input.readNBytes(Integer.BYTES)).getInt());
        if (length < 0 || length > input.available()) {
            throw new PickleException("it has a text of " + Integer.toUnsignedString(length) + " bytes");
        }
        return new String(input.readNBytes(length), StandardCharsets.UTF_8);
    }

    private void put(List<Object> keysAndValues) {
        @SuppressWarnings("unchecked") // only EMPTY_DICT and OrderedDict make maps
        Map<String, Object> dict = (Map<String, Object>) stack.peek();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            String key = key(keysAndValues.get(i));
            if (dict.putIfAbsent(key, keysAndValues.get(i + 1)) != null) {
                throw new PickleException("it has \"" + key + "\" twice");
            }
        }
    }

    /** The state of an optimizer, beside the weights of a checkpoint, counts its parameters. */
    private static String key(Object key) {
        return key instanceof String name ? name : Long.toString(integer(key));
    }

    @Override
    protected Object persistentLoad(Object id) {
        Object[] fields = (Object[]) id;
        if (fields.length != 5 || !"storage".equals(fields[0])) {
            throw new PickleException("it refers to something else than a storage");
        }
        return new Storage((DataType) fields[1], (String) fields[2], integer(fields[4]));
    }

    /** The arguments: storage, offset, shape, strides, requires_grad, backward hooks, and metadata in newer files. */
    private static Object tensor(Object[] arguments) {
        return new View((Storage) arguments[0], integer(arguments[1]), integers(arguments[2]), integers(arguments[3]));
    }

    private static Object orderedDict(Object[] arguments) {
        if (arguments.length != 0) {
            throw new PickleException("it makes an OrderedDict from arguments");
        }
        return new LinkedHashMap<String, Object>();
    }

    private static List<Long> integers(Object tuple) {
        return Arrays.stream((Object[]) tuple).map(TensorPickle::integer).toList();
    }

    private static long integer(Object number) {
        if (number instanceof Integer || number instanceof Long) {
            return ((Number) number).longValue();
        }
        throw new PickleException("it has something else where an integer belongs");
    }

    private static Map<String, Object> globals() {
        Map<String, Object> globals = new HashMap<>();
        globals.put("torch._utils._rebuild_tensor_v2", (IObjectConstructor) TensorPickle::tensor);
        globals.put("collections.OrderedDict", (IObjectConstructor) TensorPickle::orderedDict);
        globals.put("torch.DoubleStorage", DataType.F64);
        globals.put("torch.FloatStorage", DataType.F32);
        globals.put("torch.HalfStorage", DataType.F16);
        globals.put("torch.BFloat16Storage", DataType.BF16);
        globals.put("torch.LongStorage", DataType.I64);
        globals.put("torch.IntStorage", DataType.I32);
        globals.put("torch.ShortStorage", DataType.I16);
        globals.put("torch.CharStorage", DataType.I8);
        globals.put("torch.ByteStorage", DataType.U8);
        globals.put("torch.BoolStorage", DataType.BOOL);
        return globals;
    }
}
