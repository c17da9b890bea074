package io.github.arc2faceij.ops;

import ij.ImagePlus;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.ColorChannelOrder;
import net.imglib2.converter.Converters;
import net.imglib2.img.display.imagej.ImageJFunctions;
import net.imglib2.type.numeric.NumericType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import org.scijava.Priority;
import org.scijava.convert.AbstractConverter;
import org.scijava.convert.Converter;
import org.scijava.plugin.Plugin;

/**
 * Lets the Ops take ImgLib2's images: Img, ImgPlus and Dataset of any real type or of ARGB. Three channels of 8 bits after
 * width and height are red, green and blue. Without imagej-legacy there is no other way, and with it none for a plain Img;
 * where imagej-legacy has one, that goes first.
 */
@Plugin(type = Converter.class, priority = Priority.VERY_LOW)
public class ImgToImagePlus extends AbstractConverter<RandomAccessibleInterval<?>, ImagePlus> {

    private static final String TITLE = "image";

    @Override
    public boolean canConvert(Object source, Class<?> type) {
        return super.canConvert(source, type)
                && source instanceof RandomAccessibleInterval<?> image
                && image.numDimensions() >= 2
                && image.getType() instanceof NumericType;
    }

    @Override
    public <T> T convert(Object source, Class<T> type) {
        return type.cast(imagePlus((RandomAccessibleInterval<?>) source));
    }

    private static ImagePlus imagePlus(RandomAccessibleInterval<?> image) {
        boolean color = image.numDimensions() == 3 && image.dimension(2) == 3;
        if (color && image.getType() instanceof UnsignedByteType) {
            @SuppressWarnings("unchecked") // its type was asked for
            RandomAccessibleInterval<UnsignedByteType> channels = (RandomAccessibleInterval<UnsignedByteType>) image;
            return ImageJFunctions.wrapRGB(Converters.mergeARGB(channels, ColorChannelOrder.RGB), TITLE);
        }
        return wrap(image);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // canConvert has asked for the type
    private static ImagePlus wrap(RandomAccessibleInterval<?> image) {
        return ImageJFunctions.wrap((RandomAccessibleInterval) image, TITLE);
    }

    @Override
    public Class<ImagePlus> getOutputType() {
        return ImagePlus.class;
    }

    @Override
    @SuppressWarnings("unchecked") // a class has no type arguments
    public Class<RandomAccessibleInterval<?>> getInputType() {
        return (Class<RandomAccessibleInterval<?>>) (Class<?>) RandomAccessibleInterval.class;
    }
}
