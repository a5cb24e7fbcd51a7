/// Tests of what is kept of refused requests.
@NullMarked
package app.kolan.server.refusal;

import org.jspecify.annotations.NullMarked;
