package io.github.arc2faceij.ij1;

import ij.ImagePlus;
import java.io.File;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.scijava.module.ModuleItem;
import org.scijava.util.NumberUtils;
import org.scijava.util.Types;

/** The kinds of input: how a text becomes a value, and which texts can. */
enum InputType {
    /** An open image, by its title or ID. */
    IMAGE((item, text) -> Images.find(text), item -> "the title of an open image" + listed(Images.titles())),
    /** One of the parameter's choices. */
    CHOICE(InputType::choice, item -> "one of" + listed(choices(item))),
    /** True or false. */
    FLAG(InputType::flag, item -> "true or false"),
    /** A whole number in the parameter's range. */
    WHOLE_NUMBER(InputType::wholeNumber, item -> "a whole number" + range(item)),
    /** A number in the parameter's range. */
    NUMBER(InputType::number, item -> "a number" + range(item)),
    /** A path. */
    FILE((item, text) -> text.isBlank() ? null : new File(text), item -> "a path"),
    /** Any text. */
    TEXT((item, text) -> text, item -> "a text");

    private final BiFunction<ModuleItem<?>, String, Object> parser;
    private final Function<ModuleItem<?>, String> allowed;

    InputType(BiFunction<ModuleItem<?>, String, Object> parser, Function<ModuleItem<?>, String> allowed) {
        this.parser = parser;
        this.allowed = allowed;
    }

    /**
     * @param item a parameter
     * @return its kind
     */
    static InputType of(ModuleItem<?> item) {
        Class<?> type = item.getType();
        if (ImagePlus.class.isAssignableFrom(type)) {
            return IMAGE;
        }
        if (Types.isBoolean(type)) {
            return FLAG;
        }
        if (Types.isNumber(type)) {
            return Types.isDouble(type) || Types.isFloat(type) ? NUMBER : WHOLE_NUMBER;
        }
        if (File.class.isAssignableFrom(type)) {
            return FILE;
        }
        return choices(item).isEmpty() ? TEXT : CHOICE;
    }

    /**
     * @param item a parameter of this kind
     * @param text what a user or a macro wrote
     * @return the value, or null when the parameter does not allow the text
     */
    Object parse(ModuleItem<?> item, String text) {
        return parser.apply(item, text);
    }

    /**
     * @param item a parameter of this kind
     * @return what it allows, in words: "a whole number from 1 to 64"
     */
    String allowed(ModuleItem<?> item) {
        return allowed.apply(item);
    }

    /**
     * @param item a parameter
     * @return the texts to choose from; empty when it has no choices
     */
    static List<String> choices(ModuleItem<?> item) {
        return item.getChoices() == null
                ? List.of()
                : item.getChoices().stream().map(Object::toString).toList();
    }

    private static Object choice(ModuleItem<?> item, String text) {
        return choices(item).contains(text) ? text : null;
    }

    private static Object flag(ModuleItem<?> item, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private static Object wholeNumber(ModuleItem<?> item, String text) {
        BigDecimal number = inRange(item, text);
        return number == null || number.stripTrailingZeros().scale() > 0
                ? null
                : NumberUtils.toNumber(number.toBigInteger().toString(), item.getType());
    }

    private static Object number(ModuleItem<?> item, String text) {
        return inRange(item, text) == null ? null : NumberUtils.toNumber(text, item.getType());
    }

    /** A macro writes large numbers as 1.0995E12, so whole numbers are read as numbers, too. */
    private static BigDecimal inRange(ModuleItem<?> item, String text) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            boolean within =
                    number.compareTo(bound(item.getMinimumValue(), NumberUtils.getMinimumNumber(item.getType()))) >= 0
                            && number.compareTo(
                                            bound(item.getMaximumValue(), NumberUtils.getMaximumNumber(item.getType())))
                                    <= 0;
            return within ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static BigDecimal bound(Object declared, Number ofType) {
        return new BigDecimal(Objects.requireNonNullElse(declared, ofType).toString());
    }

    private static String range(ModuleItem<?> item) {
        Object minimum = item.getMinimumValue();
        Object maximum = item.getMaximumValue();
        if (minimum == null) {
            return maximum == null ? "" : " up to " + maximum;
        }
        return maximum == null ? " from " + minimum + " on" : " from " + minimum + " to " + maximum;
    }

    private static String listed(List<String> texts) {
        return texts.isEmpty() ? "" : " [" + String.join("], [", texts) + "]";
    }
}
