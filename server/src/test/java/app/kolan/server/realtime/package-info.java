/// Tests of the realtime models.
@NullMarked
package app.kolan.server.realtime;

import org.jspecify.annotations.NullMarked;
