package io.engram.onnx;

import io.engram.protobuf.ProtoBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * An ONNX model being written, by the field numbers of {@code onnx.proto}. A value is known by its
 * name; a node may use only values that were named before it.
 */
final class OnnxGraph {
    /** The format of ONNX 1.12, which knows {@link #OPERATORS}. */
    private static final int FORMAT = 8;

    private static final int OPERATORS = 17;

    private static final int MODEL_FORMAT = 1;
    private static final int MODEL_PRODUCER = 2;
    private static final int MODEL_PRODUCER_VERSION = 3;
    private static final int MODEL_DOC = 6;
    private static final int MODEL_GRAPH = 7;
    private static final int MODEL_OPERATORS = 8;
    private static final int MODEL_METADATA = 14;
    private static final int OPERATORS_VERSION = 2;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_NAME = 2;
    private static final int GRAPH_TENSOR = 5;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_OPERATOR = 4;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int ATTRIBUTE_NAME = 1;
    private static final int ATTRIBUTE_INTEGER = 3;
    private static final int ATTRIBUTE_INTEGERS = 8;
    private static final int ATTRIBUTE_TYPE = 20;
    private static final int TYPE_INTEGER = 2;
    private static final int TYPE_INTEGERS = 7;
    private static final int TENSOR_LENGTH = 1;
    private static final int TENSOR_ELEMENT = 2;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_BYTES = 9;
    private static final int INFO_NAME = 1;
    private static final int INFO_TYPE = 2;
    private static final int INFO_DOC = 3;
    private static final int TYPE_TENSOR = 1;
    private static final int TENSOR_TYPE_ELEMENT = 1;
    private static final int TENSOR_TYPE_SHAPE = 2;
    private static final int SHAPE_AXIS = 1;
    private static final int AXIS_LENGTH = 1;
    private static final int AXIS_NAME = 2;

    /** The length of the axis of environments, which is known only when the model runs. */
    static final long ENVIRONMENTS = -1;

    private final ProtoBuffer graph = new ProtoBuffer();

    /** The types of elements, by their numbers in {@code TensorProto.DataType}. */
    enum Element {
        FLOAT(1),
        UINT8(2),
        INT64(7),
        DOUBLE(11);

        private final int number;

        Element(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    OnnxGraph(String name) {
        graph.string(GRAPH_NAME, name);
    }

    /** Declares what a caller gives; returns its name. */
    String input(String name, Element element, String doc, long... shape) {
        graph.message(GRAPH_INPUT, info(name, element, doc, shape));
        return name;
    }

    /** Declares which value a caller gets. */
    void output(String name, Element element, String doc, long... shape) {
        graph.message(GRAPH_OUTPUT, info(name, element, doc, shape));
    }

    private static ProtoBuffer info(String name, Element element, String doc, long... shape) {
        var axes = new ProtoBuffer();
        for (long length : shape) {
            var axis = new ProtoBuffer();
            axes.message(
                    SHAPE_AXIS,
                    length == ENVIRONMENTS
                            ? axis.string(AXIS_NAME, "N")
                            : axis.integer(AXIS_LENGTH, length));
        }
        var tensor =
                new ProtoBuffer()
                        .integer(TENSOR_TYPE_ELEMENT, element.number)
                        .message(TENSOR_TYPE_SHAPE, axes);
        return new ProtoBuffer()
                .string(INFO_NAME, name)
                .message(INFO_TYPE, new ProtoBuffer().message(TYPE_TENSOR, tensor))
                .string(INFO_DOC, doc);
    }

    /** Adds constant floats; returns their name. */
    String floats(String name, float[] values, long... shape) {
        var bytes = bytes(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return tensor(name, Element.FLOAT, bytes, shape);
    }

    /** Adds constant doubles; returns their name. */
    String doubles(String name, double[] values, long... shape) {
        var bytes = bytes(values.length * Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        return tensor(name, Element.DOUBLE, bytes, shape);
    }

    /** Adds a constant vector of integers; returns its name. */
    String integers(String name, long... values) {
        var bytes = bytes(values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        return tensor(name, Element.INT64, bytes, values.length);
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }

    private String tensor(String name, Element element, ByteBuffer bytes, long... shape) {
        var tensor = new ProtoBuffer();
        for (long length : shape) {
            tensor.integer(TENSOR_LENGTH, length);
        }
        graph.message(
                GRAPH_TENSOR,
                tensor.integer(TENSOR_ELEMENT, element.number)
                        .string(TENSOR_NAME, name)
                        .bytes(TENSOR_BYTES, bytes.array()));
        return name;
    }

    /** Begins an operation; it is part of the graph once its results have names. */
    Node node(String operator) {
        return new Node(operator);
    }

    /** An operation: what it is applied to, how, and what its results are called. */
    final class Node {
        private final ProtoBuffer node = new ProtoBuffer();

        private Node(String operator) {
            node.string(NODE_OPERATOR, operator);
        }

        /** The inputs, in ONNX's order; an optional one that is left out has an empty name. */
        Node of(String... inputs) {
            for (String input : inputs) {
                node.string(NODE_INPUT, input);
            }
            return this;
        }

        /** Sets an attribute that is one integer. */
        Node with(String attribute, long value) {
            return attribute(
                    attribute, TYPE_INTEGER, new ProtoBuffer().integer(ATTRIBUTE_INTEGER, value));
        }

        /** Sets an attribute that is a list of integers. */
        Node withList(String attribute, long... values) {
            var list = new ProtoBuffer();
            for (long value : values) {
                list.integer(ATTRIBUTE_INTEGERS, value);
            }
            return attribute(attribute, TYPE_INTEGERS, list);
        }

        private Node attribute(String name, int type, ProtoBuffer value) {
            node.message(
                    NODE_ATTRIBUTE,
                    value.string(ATTRIBUTE_NAME, name).integer(ATTRIBUTE_TYPE, type));
            return this;
        }

        /** Ends the operation; returns the name of its only result. */
        String as(String result) {
            as(List.of(result));
            return result;
        }

        /** Ends the operation; a result that nobody needs has an empty name. */
        void as(List<String> results) {
            results.forEach(result -> node.string(NODE_OUTPUT, result));
            graph.message(GRAPH_NODE, node);
        }
    }

    /**
     * The finished model.
     *
     * @param version of Engram
     * @param doc what a person should know
     * @param metadata what a program should know
     */
    byte[] model(String version, String doc, Map<String, String> metadata) {
        var model =
                new ProtoBuffer()
                        .integer(MODEL_FORMAT, FORMAT)
                        .string(MODEL_PRODUCER, "Engram")
                        .string(MODEL_PRODUCER_VERSION, version)
                        .string(MODEL_DOC, doc)
                        .message(
                                MODEL_OPERATORS,
                                new ProtoBuffer().integer(OPERATORS_VERSION, OPERATORS));
        metadata.forEach(
                (key, value) ->
                        model.message(
                                MODEL_METADATA,
                                new ProtoBuffer().string(KEY, key).string(VALUE, value)));
        return model.message(MODEL_GRAPH, graph).toByteArray();
    }
}
