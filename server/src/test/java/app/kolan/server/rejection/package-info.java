/// Tests of the record of rejected requests.
@NullMarked
package app.kolan.server.rejection;

import org.jspecify.annotations.NullMarked;
