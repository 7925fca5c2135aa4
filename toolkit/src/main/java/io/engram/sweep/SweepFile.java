package io.engram.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.engram.checkpoint.CheckpointException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is written down of a sweep beside its runs: {@code sweep.json}, on a disk in the folder of
 * its checkpoints.
 */
final class SweepFile {
    static final String NAME = "sweep.json";
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final SweepPlace place;

    /**
     * A run.
     *
     * @param setting the number of its setting
     * @param seed its seed
     * @param state for people to read
     * @param update the updates that it has made
     * @param lastReturn null before an episode has ended
     * @param score null before a policy was judged
     * @param note what went wrong, or empty
     */
    record Row(
            int setting,
            long seed,
            String state,
            long update,
            Double lastReturn,
            Double score,
            String note) {}

    /**
     * All that is written down.
     *
     * @param base the file that the runs have in common; empty if it is code
     * @param settings the values of each setting as text, the first is setting 1
     * @param runs the runs
     */
    record Content(String base, List<Map<String, String>> settings, List<Row> runs) {}

    SweepFile(SweepPlace place) {
        this.place = place;
    }

    /** What an earlier sweep of the name has written down. */
    Optional<Content> read() {
        return place.read().map(this::content);
    }

    private Content content(byte[] bytes) {
        try {
            return MAPPER.readValue(bytes, Content.class);
        } catch (IOException e) {
            String why =
                    e instanceof JsonProcessingException json ? json.getOriginalMessage() : "" + e;
            throw new CheckpointException(
                    "%s in %s cannot be read (%s); move it away to begin the list of runs anew: the runs themselves go on"
                            .formatted(NAME, place, why),
                    e);
        }
    }

    void write(Content content) {
        try {
            place.write(MAPPER.writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rows of plain values must be writable", e);
        }
    }
}
