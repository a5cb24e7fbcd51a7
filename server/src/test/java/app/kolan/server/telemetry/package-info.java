/// Tests of latency measurements, metrics and traces.
@NullMarked
package app.kolan.server.telemetry;

import org.jspecify.annotations.NullMarked;
