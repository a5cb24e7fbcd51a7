/// Tests of the business that is called.
@NullMarked
package app.kolan.server.business;

import org.jspecify.annotations.NullMarked;
