/// Tests of what is kept of refused requests.
@NullMarked
package app.kolan.server.rejection;

import org.jspecify.annotations.NullMarked;
