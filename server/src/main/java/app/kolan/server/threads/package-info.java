/// Which of the server's threads go first when the processor is busy.
@NullMarked
package app.kolan.server.threads;

import org.jspecify.annotations.NullMarked;
