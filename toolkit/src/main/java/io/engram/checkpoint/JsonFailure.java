package io.engram.checkpoint;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.engram.text.Nearest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with JSON, said of its fields and not of Java's classes. */
final class JsonFailure {
    private static final int LONGEST_NAME = 40;

    private JsonFailure() {}

    /** A clause about the file, such as {@code 'settings.keepCheckpoints' must be a number}. */
    static String text(JsonProcessingException failure) {
        if (failure instanceof PropertyBindingException unknown) {
            return unknown(unknown);
        }
        if (failure instanceof ValueInstantiationException refused
                && refused.getCause() instanceof IllegalArgumentException reason) {
            return "'%s' is not valid: %s".formatted(path(refused), reason.getMessage());
        }
        if (failure instanceof MismatchedInputException mismatch
                && mismatch.getTargetType() != null
                && !mismatch.getPath().isEmpty()) {
            return "'%s' must be %s".formatted(path(mismatch), kind(mismatch.getTargetType()));
        }
        if (failure instanceof JsonMappingException mapping
                && mapping.getCause() instanceof InputCoercionException range) {
            return "'%s' must be %s".formatted(path(mapping), kind(range.getTargetType()));
        }
        if (failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return "'%s' is not what a run writes there".formatted(path(mapping));
        }
        JsonLocation place = failure.getLocation();
        return place == null
                ? "it is not JSON"
                : "it is not JSON as a run writes it, at line %d, column %d"
                        .formatted(place.getLineNr(), place.getColumnNr());
    }

    private static String unknown(PropertyBindingException failure) {
        List<JsonMappingException.Reference> path = failure.getPath();
        String where = path(path.subList(0, path.size() - 1));
        String name = failure.getPropertyName();
        Collection<Object> known = failure.getKnownPropertyIds();
        List<String> names =
                known == null ? List.of() : known.stream().map(String::valueOf).sorted().toList();
        String meant =
                names.isEmpty() ? "" : "; did you mean '%s'?".formatted(Nearest.to(name, names));
        return "'%s' has the unknown field '%s'%s".formatted(where, clipped(name), meant);
    }

    private static String path(JsonMappingException failure) {
        return path(failure.getPath());
    }

    private static String path(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(
                        it ->
                                it.getFieldName() == null
                                        ? Integer.toString(it.getIndex())
                                        : clipped(it.getFieldName()))
                .collect(Collectors.joining("."));
    }

    private static String clipped(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    private static String kind(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == int.class) {
            return "a whole number from %d to %d".formatted(Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class) {
            return "a whole number of 64 bits";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == String.class) {
            return "a text";
        }
        return type.isArray() || Collection.class.isAssignableFrom(type)
                ? "a list"
                : "an object with fields";
    }
}
