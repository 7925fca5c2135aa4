package io.engram.cluster;

import io.engram.sweep.Sweep;
import java.util.ArrayList;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** What came of a sweep on Spark: as a sweep, as datasets, and as Parquet in the output. */
public final class SweepResults {
    private final SparkSession session;
    private final SparkPlace place;
    private final Sweep sweep;

    SweepResults(SparkSession session, SparkPlace place, Sweep sweep) {
        this.session = session;
        this.place = place;
        this.sweep = sweep;
    }

    /**
     * The sweep, with tables, charts and the best policy. Of what it needs, copies are brought
     * here.
     *
     * @return the sweep
     */
    public Sweep sweep() {
        return sweep;
    }

    /**
     * How each run stands.
     *
     * @return a row for each run: what {@link Sweep#table} has, and besides {@code host}, {@code
     *     executor}, {@code attempt} (from 0; more if executors were lost) and {@code from_update},
     *     with which that attempt began; these are null of runs that were not trained this time
     */
    public Dataset<Row> runs() {
        Table table = sweep.table();
        var fields = new ArrayList<StructField>();
        table.columns().forEach(each -> fields.add(field(each.name(), type(each.type()))));
        fields.add(field("host", DataTypes.StringType));
        fields.add(field("executor", DataTypes.StringType));
        fields.add(field("attempt", DataTypes.IntegerType));
        fields.add(field("from_update", DataTypes.LongType));
        var rows = new ArrayList<Row>();
        for (int i = 0; i < table.rowCount(); i++) {
            var values = new ArrayList<Object>();
            for (Column<?> each : table.columns()) {
                values.add(each.isMissing(i) ? null : each.get(i));
            }
            place.attempt(table.stringColumn("run").get(i))
                    .ifPresentOrElse(
                            each -> {
                                values.add(each.host());
                                values.add(each.executor());
                                values.add(each.number());
                                values.add(each.from());
                            },
                            () -> {
                                for (int none = 0; none < 4; none++) {
                                    values.add(null);
                                }
                            });
            rows.add(RowFactory.create(values.toArray()));
        }
        return session.createDataFrame(rows, DataTypes.createStructType(fields));
    }

    private static StructField field(String name, DataType type) {
        return DataTypes.createStructField(name, type, true);
    }

    private static DataType type(ColumnType type) {
        if (type.equals(ColumnType.LONG)) {
            return DataTypes.LongType;
        }
        return type.equals(ColumnType.DOUBLE) ? DataTypes.DoubleType : DataTypes.StringType;
    }

    /**
     * The metrics of all updates, read where they are kept.
     *
     * @return a row for each update of each run: {@code run}, and the columns of {@code
     *     metrics.csv}, null where a run has no such metric
     */
    public Dataset<Row> metrics() {
        String files = RunReplica.logs(place.folder(), place.output().sweep()) + "/*/metrics.csv";
        return MetricRows.read(session, files);
    }

    /**
     * Where the datasets are kept as Parquet: {@code runs.parquet} and {@code metrics.parquet}.
     *
     * @return the URL of a folder in the output
     */
    public String parquet() {
        return place.folder() + "/results/" + place.output().sweep();
    }

    /** Writes the datasets in the place of earlier ones. */
    void write() {
        runs().coalesce(1).write().mode(SaveMode.Overwrite).parquet(parquet() + "/runs.parquet");
        boolean isAnyTrained = sweep.runs().stream().anyMatch(each -> each.update() > 0);
        if (isAnyTrained) {
            metrics()
                    .coalesce(1)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(parquet() + "/metrics.parquet");
        }
    }

    /** The sweep as text, a line for each run. */
    @Override
    public String toString() {
        return sweep.table().printAll();
    }
}
