// example.js: a made-up article.
export const EXAMPLE = {
  date: '2024-05-28',
  text: `Accra port reopens as cocoa prices climb

By Ama Boadi

ACCRA, May 28 (Example News) — Ghana reopened the port of Tema on Tuesday, eleven days after a fire, and cocoa prices in London rose by just over 3.5 percent to their highest since late 2023.

Transport Minister Kwame Asante said the quay would work at between 60 and 70 percent of its capacity until the middle of June. “We lost well over a fifth of the season’s exports,” Asante told reporters. He is to meet Ivorian officials in Abidjan next Monday.

Traders in Amsterdam and New York had bet on a longer closure. Prices fell 12.4% in the first quarter of 2024, then climbed for six weeks. “By the end of the year we may see a third more,” said Liesbeth de Vries, an analyst who left Rotterdam for Singapore in 2019.

The fire broke out on 17 May. In the early 1990s a similar one closed the port of Takoradi for two months, and output dropped by half. De Vries expects Washington and Beijing to ask for more beans by 2026.`,
};
