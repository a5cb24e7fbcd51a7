/// Durable work that outlives the call and the process.
@NullMarked
package app.kolan.server.jobs;

import org.jspecify.annotations.NullMarked;
