import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

// Just what our charts draw with; the rest of the library stays out of the page.
use([BarChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

/** Draws charts; loaded when the first is shown. */
export { init };
