/// Tests of figures.
@NullMarked
package app.kolan.server.figures;

import org.jspecify.annotations.NullMarked;
