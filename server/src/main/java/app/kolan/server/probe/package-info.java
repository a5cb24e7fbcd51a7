/// The smallest real request to each kind of provider: one of those that a call makes.
@NullMarked
package app.kolan.server.probe;

import org.jspecify.annotations.NullMarked;
