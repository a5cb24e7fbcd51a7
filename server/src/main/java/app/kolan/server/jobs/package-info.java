/// Work that outlives the call and the program: what is promised here is done, after a crash too.
@NullMarked
package app.kolan.server.jobs;

import org.jspecify.annotations.NullMarked;
