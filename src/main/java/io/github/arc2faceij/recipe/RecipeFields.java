package io.github.arc2faceij.recipe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.condition.ConditionKind;
import io.github.arc2faceij.request.ConditionKinds;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Set;

/**
 * Holds JSON of unknown origin to the components of a record, so that what is wrong is told by its name. Members that the
 * record does not have are left alone. Members that are missing, or null, are taken for absent: an error only for those
 * without which no picture can be made again.
 */
final class RecipeFields {

    /** Those of conditions are told by their kinds. */
    private static final Set<String> NEEDED = Set.of(
            "identity",
            "identityHash",
            "sampler",
            "steps",
            "guidance",
            "seed",
            "noise",
            "count",
            "width",
            "height",
            "mix.sources",
            "mix.ratio",
            "mix.method",
            "start.source",
            "start.strength");

    private static final int LONGEST_SHOWN = 40;

    private RecipeFields() {}

    /**
     * @param json of a recipe
     * @throws Arc2FaceException when a member has another type than it should, or a needed one is missing
     */
    static void check(JsonObject json) {
        check(json, Recipe.class, "", "");
    }

    /**
     * @param path where the record is, for messages: {@code frames[1].pose.}
     * @param kind where it is without what is around it, for {@link #NEEDED}: {@code pose.}
     */
    private static void check(JsonObject json, Class<?> record, String path, String kind) {
        for (RecordComponent component : record.getRecordComponents()) {
            String name = component.getName();
            JsonElement member = json.get(name);
            if (member != null && !member.isJsonNull()) {
                check(member, component.getGenericType(), path + name, name + ".");
            } else if (isNeeded(kind, name)) {
                throw new Arc2FaceException("The recipe has no \"" + path + name
                        + "\". Without it the pictures cannot be made again. Use the recipe as it was written.");
            }
        }
    }

    private static boolean isNeeded(String kind, String name) {
        return NEEDED.contains(kind + name)
                || ConditionKinds.ALL.stream()
                        .anyMatch(it ->
                                kind.equals(it.name() + ".") && it.needed().contains(name));
    }

    private static void check(JsonElement member, Type type, String path, String kind) {
        if (type == JsonObject.class) {
            require(member.isJsonObject(), path, member, "an object");
            checkConditions(member.getAsJsonObject(), path + ".");
        } else if (type instanceof ParameterizedType list) {
            require(isFilledList(member), path, member, "a list");
            checkAll(member.getAsJsonArray(), list.getActualTypeArguments()[0], path, kind);
        } else if (type instanceof Class<?> record && record.isRecord()) {
            require(member.isJsonObject(), path, member, "an object");
            check(member.getAsJsonObject(), record, path + ".", kind);
        } else if (type == String.class) {
            require(primitive(member).isString(), path, member, "a text");
        } else if (type == int.class || type == long.class) {
            require(isWhole(primitive(member), type), path, member, "a whole number");
        } else if (type == double.class || type == Double.class) {
            require(isFinite(primitive(member)), path, member, "a number");
        }
    }

    private static void checkConditions(JsonObject conditions, String path) {
        for (ConditionKind<?> kind : ConditionKinds.ALL) {
            JsonElement member = conditions.get(kind.name());
            if (member == null || member.isJsonNull()) {
                continue;
            }
            if (kind.several()) {
                require(isFilledList(member), path + kind.name(), member, "a list");
                checkAll(member.getAsJsonArray(), kind.part(), path + kind.name(), kind.name() + ".");
            } else {
                check(member, kind.part(), path + kind.name(), kind.name() + ".");
            }
        }
    }

    private static boolean isFilledList(JsonElement member) {
        return member.isJsonArray() && !member.getAsJsonArray().isEmpty();
    }

    private static void checkAll(JsonArray list, Type type, String path, String kind) {
        for (int i = 0; i < list.size(); i++) {
            check(list.get(i), type, path + "[" + i + "]", kind);
        }
    }

    /** @return the member, or a truth value, which no recipe has, in place of a list, an object or nothing */
    private static JsonPrimitive primitive(JsonElement member) {
        return member.isJsonPrimitive() ? member.getAsJsonPrimitive() : new JsonPrimitive(false);
    }

    private static boolean isWhole(JsonPrimitive member, Type type) {
        try {
            // The text decides: BigDecimal would spend hours on the digits of 1e999999999.
            return member.isNumber()
                    && (type == int.class
                            ? Integer.parseInt(member.getAsString()) >= 0
                            : Long.parseLong(member.getAsString()) >= 0);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isFinite(JsonPrimitive member) {
        return member.isNumber() && Double.isFinite(member.getAsDouble());
    }

    private static void require(boolean holds, String path, JsonElement found, String wanted) {
        if (!holds) {
            String text = found.toString();
            String shown = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
            throw new Arc2FaceException("The recipe's \"" + path + "\" is " + shown + ", but " + wanted
                    + " is needed there. Use the recipe as it was written.");
        }
    }
}
