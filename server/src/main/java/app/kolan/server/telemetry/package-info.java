/// Latency of each stage of a turn, as rows, metrics and traces.
@NullMarked
package app.kolan.server.telemetry;

import org.jspecify.annotations.NullMarked;
