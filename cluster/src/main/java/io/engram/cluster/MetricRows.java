package io.engram.cluster;

import io.engram.checkpoint.MetricHistory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** The metrics of many runs as one dataset. Not all runs of a sweep have the same ones. */
final class MetricRows {
    private static final Set<String> WHOLE = Set.of("update", "environment_steps");

    private MetricRows() {}

    /** Reads files each of which lies in the folder of its run. */
    static Dataset<Row> read(SparkSession session, String files) {
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        JavaPairRDD<String, String> texts = spark.wholeTextFiles(files);
        var columns = new LinkedHashSet<String>();
        texts.values()
                .map(text -> new ArrayList<>(MetricHistory.ofCsv(text).columns()))
                .distinct()
                .collect()
                .forEach(columns::addAll);
        var names = new ArrayList<>(columns);
        var fields = new ArrayList<StructField>();
        fields.add(DataTypes.createStructField("run", DataTypes.StringType, false));
        names.forEach(each -> fields.add(DataTypes.createStructField(each, type(each), true)));
        return session.createDataFrame(
                texts.flatMap(file -> rows(file._1(), file._2(), names).iterator()),
                DataTypes.createStructType(fields));
    }

    private static DataType type(String column) {
        return WHOLE.contains(column) ? DataTypes.LongType : DataTypes.DoubleType;
    }

    private static List<Row> rows(String file, String text, List<String> columns) {
        String run = new Path(file).getParent().getName();
        MetricHistory history = MetricHistory.ofCsv(text);
        var rows = new ArrayList<Row>();
        for (double[] numbers : history.rows()) {
            var values = new Object[columns.size() + 1];
            values[0] = run;
            for (int i = 0; i < columns.size(); i++) {
                int index = history.columns().indexOf(columns.get(i));
                if (index >= 0 && !Double.isNaN(numbers[index])) {
                    values[i + 1] = cell(columns.get(i), numbers[index]);
                }
            }
            rows.add(RowFactory.create(values));
        }
        return rows;
    }

    private static Object cell(String column, double number) {
        return WHOLE.contains(column) ? (Object) (long) number : (Object) number;
    }
}
