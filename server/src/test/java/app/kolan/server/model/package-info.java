@NullMarked
package app.kolan.server.model;

import org.jspecify.annotations.NullMarked;
